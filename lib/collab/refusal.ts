import type { Problem } from '@/lib/api/schemas'
import type { CloseName } from './close-codes'

/*
 * A browser does not tell a page why a WebSocket was not opened: no network, or a server that said no. So the same
 * question is asked over HTTP.
 */

const REFUSALS: Record<number, CloseName> = { 401: 'signedOut', 403: 'revoked', 404: 'noSession' }

/** How the types of our API's problems begin (server/api/problem.ts). */
const PROBLEM = 'urn:rapporteur:problem:'

/** A server that does not answer in this time does not answer. */
const PATIENCE_MS = 5_000

/** What the server says over HTTP to who did not get in by a WebSocket. */
export type Answer =
  | { kind: 'refused'; reason: CloseName }
  /** It would let us in: what is between us and the server lets no WebSocket through. */
  | { kind: 'welcome' }
  /** Nobody answered, or somebody who is not the server, or not ready. */
  | { kind: 'silence' }

/** Asks at the session's address whether the server lets us in. */
export async function askWhy(statusUrl: string): Promise<Answer> {
  try {
    const response = await fetch(statusUrl, {
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (response.ok) return { kind: 'welcome' }
    const reason = REFUSALS[response.status]
    return reason && (await isOurs(response)) ? { kind: 'refused', reason } : { kind: 'silence' }
  } catch {
    return { kind: 'silence' }
  }
}

/** Whether our API says so. A proxy before a server that restarts, or a hotel's network, answers with other things. */
async function isOurs(response: Response): Promise<boolean> {
  if (!/^application\/problem\+json\b/i.test(response.headers.get('content-type') ?? '')) return false
  const { type } = (await response.json()) as Partial<Problem>
  return typeof type === 'string' && type.startsWith(PROBLEM)
}

/** The session's address in the API; none for a socket with a ticket, which says nothing about cookies. */
export function defaultStatusUrl(url: string): string | undefined {
  const { protocol, host, pathname, searchParams } = new URL(url)
  const session = /\/collab\/([^/]+)$/.exec(pathname)?.[1]
  if (!session || searchParams.has('ticket')) return undefined
  return `${protocol === 'wss:' ? 'https:' : 'http:'}//${host}/api/v1/sessions/${session}`
}
