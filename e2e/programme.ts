import type { EventInfo, LinkMade, SessionMade } from '@/lib/api/schemas'
import type { Somebody } from './people'

/*
 * What has to be there before a test begins, made through the HTTP API, in the browser of who is signed in.
 */

async function post<T>({ page }: Somebody, path: string, body: unknown): Promise<T> {
  if (page.url() === 'about:blank') await page.goto('/')
  return page.evaluate(
    async ({ path, body }) => {
      const response = await fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return response.json()
    },
    { path, body },
  )
}

/** A new event without sessions. Returns its id. */
export async function makeEvent(organiser: Somebody, template = 'forum-session'): Promise<string> {
  return (await post<{ id: EventInfo['id'] }>(organiser, '/events', { name: 'Forum', template })).id
}

/** A new event with one session; `report` is a whole or partial report. Returns the session's id. */
export async function makeSession(
  organiser: Somebody,
  report: object,
  template = 'forum-session',
): Promise<string> {
  const event = await makeEvent(organiser, template)
  return (await post<SessionMade>(organiser, `/events/${event}/sessions`, report)).id
}

/** A link into a session: to join for rapporteurs and readers, an invitation for a moderator. */
export async function makeLink(
  organiser: Somebody,
  session: string,
  role: 'rapporteur' | 'moderator' | 'reader',
): Promise<string> {
  return (await post<LinkMade>(organiser, `/sessions/${session}/links`, { role })).url
}
