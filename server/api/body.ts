import { check } from '@/lib/report/parse'
import { MAX_BYTES } from '../files/picture'
import { tooBig } from '../files/refused'
import { bytesOf } from '../http/bytes'
import type { Body, Endpoint, SentFile } from './endpoint'
import { faulty, Refusal } from './problem'

const MIB = 1024 * 1024
/** A form's own lines around the file. */
const FORM = 64 * 1024

/** The checked body of a request: what the endpoint's schema makes of it, or a file. */
export async function readBody(
  request: Request,
  { body, optional, limit = MIB }: Endpoint,
): Promise<unknown> {
  if (body === undefined) return undefined
  if (body === 'picture') return (await readFile(request, MAX_BYTES, tooBig())).bytes
  if (body === 'file') return readFile(request, limit, tooLarge(limit))
  const bytes = await readBytes(request, limit, tooLarge(limit))
  if (bytes.length === 0 && optional) return checked(body, {})
  return checked(body, parseJson(bytes))
}

/** What the endpoint's schema makes of what stands behind the “?” of the address. */
export function readQuery(request: Request, { query }: Endpoint): unknown {
  return query && checked(query, Object.fromEntries(new URL(request.url).searchParams))
}

function parseJson(bytes: Uint8Array): unknown {
  let reason: string
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    reason = error instanceof SyntaxError ? error.message : 'it is not UTF-8'
  }
  const sentence = bytes.length === 0 ? 'A JSON body is missing.' : `The body is no JSON: ${reason}.`
  throw new Refusal(400, 'broken-json', sentence, { faults: [{ path: '', reason }] })
}

function checked(schema: Exclude<Body, string>, value: unknown): unknown {
  const parsed = check(schema, value)
  if (!parsed.ok) throw faulty(parsed.faults)
  return parsed.value
}

async function readFile(request: Request, limit: number, refusal: Error): Promise<SentFile> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data'))
    return { bytes: await readBytes(request, limit, refusal), name: '', type }
  const bytes = await readBytes(request, limit + FORM, refusal)
  const form = await new Response(bytes, { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  const file = form?.get('file')
  if (!(file instanceof File))
    throw new Refusal(400, 'no-file', 'The form has no file in a field named “file”.')
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name, type: file.type }
}

async function readBytes(request: Request, limit: number, refusal: Error): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await bytesOf(request, limit)
  if (!bytes) throw refusal
  return bytes
}

function tooLarge(limit: number): Refusal {
  const size = `${Math.round(limit / MIB)} MiB`
  return new Refusal(413, 'too-large', `This is larger than ${size}. Make it smaller and try again.`)
}
