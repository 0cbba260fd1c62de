import type { IncomingMessage } from 'node:http'

/** What we need of a request to know who sent it: a raw upgrade request, a Request, or the headers alone. */
export type Asking = IncomingMessage | Request | Headers | { get(name: string): string | null }

export function headerOf(asking: Asking, name: string): string | undefined {
  if (asking instanceof Headers) return asking.get(name) ?? undefined
  if ('get' in asking) return asking.get(name) ?? undefined
  if (asking.headers instanceof Headers) return asking.headers.get(name) ?? undefined
  const value = (asking as IncomingMessage).headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The cookies of a request; of two with one name the first, which is the one with the longer path. */
export function cookiesOf(asking: Asking): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of (headerOf(asking, 'cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, decode(part.slice(at + 1).trim()))
  }
  return cookies
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

export const guestCookie = (session: string) => `rapporteur-guest-${session}`

/** Carries an invitation through a sign-in with the organisation's own accounts. */
export const INVITATION_COOKIE = 'rapporteur-invitation'

export function isSecure(baseUrl: string): boolean {
  return baseUrl.startsWith('https:')
}

/** The cookie in which next-auth keeps its token. */
export function loginCookie(baseUrl: string): string {
  return isSecure(baseUrl) ? '__Secure-next-auth.session-token' : 'next-auth.session-token'
}

/** A Set-Cookie value: for this site alone, out of reach of scripts. `seconds` 0 removes the cookie. */
export function setCookie(name: string, value: string, seconds: number, baseUrl: string): string {
  const secure = isSecure(baseUrl) ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}
