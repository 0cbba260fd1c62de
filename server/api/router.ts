import { closeSentence } from '@/lib/collab/close-codes'
import { FORMATS } from '@/lib/export'
import { addressOf } from '../accounts/address'
import { isPictureRefused } from '../files'
import { isImportRefused } from '../import/refused'
import { admit } from './admit'
import { readBody, readQuery } from './body'
import type { Context, Endpoint } from './endpoint'
import { notFound, problemResponse, Refusal } from './problem'

const BASE = '/api/v1'

/** Answers a request below /api/v1 by a table of endpoints; whatever goes wrong is answered as a problem. */
export function createRouter(table: readonly Endpoint[]): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const { endpoint, params } = find(table, request)
      const known = await admit(request, endpoint, params)
      const query = readQuery(request, endpoint)
      const body = await readBody(request, endpoint)
      const headers = new Headers({ 'cache-control': 'private, no-cache' })
      const context: Context = { request, params, address: addressOf(request), headers }
      const result = await endpoint.handle({ ...context, ...known, query, body } as never)
      return answer(request, endpoint, result, headers)
    } catch (error) {
      return problemResponse(asRefusal(error))
    }
  }
}

function find(
  table: readonly Endpoint[],
  request: Request,
): { endpoint: Endpoint; params: Record<string, string> } {
  const path = new URL(request.url).pathname.slice(BASE.length).replace(/\/$/, '')
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const here = table.flatMap((endpoint) => {
    const params = match(endpoint.path, path)
    return params ? [{ endpoint, params }] : []
  })
  const format = /\/report\.([^/]*)$/.exec(path)?.[1]
  if (here.length === 0 && format !== undefined)
    throw notFound('format', `There is no format “${format}”; a report comes as ${FORMATS.join(', ')}.`)
  if (here.length === 0)
    throw notFound('address', `There is nothing at ${BASE}${path}; see ${BASE}/openapi.json.`)
  const found = here.find(({ endpoint }) => endpoint.method === method)
  if (found) return found
  const allowed = here.map(({ endpoint }) => endpoint.method).join(', ')
  throw new Refusal(405, 'method', `${request.method} is not possible here, only ${allowed}.`, {
    headers: { allow: allowed },
  })
}

/** The values of the names in a pattern such as /events/{event}/links, or undefined if the path is another one. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index]!
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined ? part !== value : value === '') return undefined
    if (name !== undefined) params[name] = value
  }
  return params
}

function answer(request: Request, { answer }: Endpoint, result: unknown, headers: Headers): Response {
  const isHead = request.method === 'HEAD'
  if (result instanceof Response) {
    for (const [name, value] of headers) if (!result.headers.has(name)) result.headers.append(name, value)
    // A file that nobody will read is closed.
    if (isHead) void result.body?.cancel()
    return isHead ? new Response(null, result) : result
  }
  if (answer.status === 204) return new Response(null, { status: 204, headers })
  headers.set('content-type', 'application/json')
  return new Response(isHead ? null : JSON.stringify(result), { status: answer.status, headers })
}

const REFUSED_IMPORT: Record<string, number> = {
  'import-wait': 429,
  'import-too-much': 413,
  'import-empty': 422,
  'import-broken': 422,
  'import-failed': 422,
}

const FILES_AWAY =
  'The storage of pictures and other files does not answer. Try again in a moment; what is written is safe.'

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isPictureRefused(error)) {
    const status = { 'picture-too-big': 413, 'picture-type': 415 }[error.code as string] ?? 422
    return new Refusal(status, error.code, error.message)
  }
  if (isImportRefused(error)) {
    const headers: Record<string, string> = error.wait ? { 'retry-after': String(error.wait) } : {}
    return new Refusal(REFUSED_IMPORT[error.code] ?? 415, error.code, error.message, { headers })
  }
  // The pages' bundle and main.ts may each hold a copy of these classes, so they are known by their names.
  if (error instanceof Error && error.name === 'NoHistory')
    return new Refusal(404, 'no-history', 'The history of this report does not reach back to that time.')
  if (error instanceof Error && ['S3Unreachable', 'S3Refused'].includes(error.name)) {
    console.error('API:', error.message)
    return new Refusal(503, 'files-away', FILES_AWAY, { headers: { 'retry-after': '10' } })
  }
  if (error instanceof Error && error.name === 'RoomUnreadable') {
    console.error('API:', error.message)
    return new Refusal(500, 'unreadable', closeSentence('unreadable'))
  }
  console.error('API:', error)
  return new Refusal(500, 'server', 'Something went wrong on the server. It has been written down there.')
}
