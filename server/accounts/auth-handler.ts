import NextAuth from 'next-auth'
import { bytesOf } from '../http/bytes'
import { instance } from '../instance'
import { addressOf } from './address'
import { authOptions } from './auth-options'
import { cookiesOf, INVITATION_COOKIE } from './cookies'

/*
 * next-auth speaks to Next's request and response objects; this speaks to it, so that what signs people in is plain
 * Request → Response, in a page's route and in a test alike.
 */

type Call = (request: object, response: object, options: object) => Promise<void>

/** Answers /api/auth/…: signing in and out, and who is signed in. */
export async function handleAuth(request: Request): Promise<Response> {
  const { config } = instance()
  // next-auth reads its own address from here alone, and derives from it the names of its cookies.
  process.env.NEXTAUTH_URL = config.baseUrl
  const url = new URL(request.url)
  const path = url.pathname.split('/').slice(3)
  // A door through which anybody may write into our log.
  if (path[0] === '_log') return new Response(null, { status: 204 })
  const body = await bodyOf(request)
  if (!body) return new Response(null, { status: 413 })
  const cookies = cookiesOf(request)
  const options = authOptions({
    address: addressOf(request),
    invitation: cookies.get(INVITATION_COOKIE),
  })
  const { response, finished } = collect()
  await (NextAuth as unknown as Call)(
    {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies: Object.fromEntries(cookies),
      query: { ...Object.fromEntries(url.searchParams), nextauth: path },
      body,
    },
    response,
    options,
  )
  return finished()
}

/** More than any form of ours. */
const FORM_BYTES = 100_000

async function bodyOf(request: Request): Promise<Record<string, string> | undefined> {
  if (request.method !== 'POST') return {}
  const bytes = await bytesOf(request, FORM_BYTES)
  if (!bytes) return undefined
  const text = new TextDecoder().decode(bytes)
  if (!request.headers.get('content-type')?.includes('application/json'))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** As much of Next's response as next-auth uses, and the Response it makes. */
function collect() {
  const headers = new Map<string, string | string[]>()
  let status = 200
  let body: string | null = null
  const response = {
    status: (code: number) => {
      status = code
      return response
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value)
      return response
    },
    send: (value: unknown) => {
      body = value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
    },
    json: (value: unknown) => {
      headers.set('content-type', 'application/json')
      body = JSON.stringify(value)
    },
    end: () => {},
  }
  const finished = () => {
    const all = new Headers({ 'cache-control': 'no-store' })
    for (const [name, value] of headers)
      for (const one of Array.isArray(value) ? value : [value]) all.append(name, one)
    return new Response(body, { status, headers: all })
  }
  return { response, finished }
}
