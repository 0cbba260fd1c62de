import type { CloseName } from './close-codes'

/*
 * A browser does not tell a page why a WebSocket was not opened: no network, or a server that said no. So the same
 * question is asked over HTTP.
 */

const REFUSALS: Record<number, CloseName> = { 401: 'signedOut', 403: 'revoked', 404: 'noSession' }

/** A server that does not answer in this time does not answer. */
const PATIENCE_MS = 5_000

/** Why the server does not let us in; undefined if it would, or if nobody answered. */
export async function askRefusal(statusUrl: string): Promise<CloseName | undefined> {
  try {
    const response = await fetch(statusUrl, {
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return REFUSALS[response.status]
  } catch {
    return undefined
  }
}

/** The session's address in the API; none for a socket with a ticket, which says nothing about cookies. */
export function defaultStatusUrl(url: string): string | undefined {
  const { protocol, host, pathname, searchParams } = new URL(url)
  const session = /\/collab\/([^/]+)$/.exec(pathname)?.[1]
  if (!session || searchParams.has('ticket')) return undefined
  return `${protocol === 'wss:' ? 'https:' : 'http:'}//${host}/api/v1/sessions/${session}`
}
