import { Template } from '@/lib/report/template'
import { ADMIN } from './server'

/** What a client sends along to be let in, and what it is. */
export type Pass = { role: 'organiser' | 'rapporteur' | 'reader'; headers: Record<string, string> }

/** A session on a server, and how to get in. */
export type Scene = { session: string; organiser: Pass }

export const SPEAKERS = ['p1', 'p2', 'p3', 'p4']

const section = (kind: string, id: string, more: object = {}) => ({ id, kind, heading: { en: id }, ...more })

/** Some sections for everybody, some for moderators only. */
export const TEMPLATE = Template.parse({
  name: 'trial',
  title: { en: 'Trial' },
  sections: [
    section('details', 'details'),
    section('speakers', 'speakers'),
    section('summaries', 'summaries'),
    section('text', 'notes'),
    section('remarks', 'remarks'),
    section('text', 'decisions', { writers: 'moderators' }),
    section('conclusion', 'conclusion'),
  ],
})

/** Asks the HTTP API; throws unless it is answered well. */
export async function ask<T>(base: string, pass: Pass, method: string, path: string, body?: unknown) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { ...pass.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return { value: (await response.json()) as T, response }
}

/** Makes a token, an event and a session with four speakers. */
export async function setScene(base: string): Promise<Scene> {
  const basic = Buffer.from(`${ADMIN.email}:${ADMIN.password}`).toString('base64')
  const byPassword: Pass = { role: 'organiser', headers: { authorization: `Basic ${basic}` } }
  const { token } = (await ask<{ token: string }>(base, byPassword, 'POST', '/tokens')).value
  const organiser: Pass = { role: 'organiser', headers: { authorization: `Bearer ${token}` } }
  const event = (
    await ask<{ id: string }>(base, organiser, 'POST', '/events', { name: 'Trial', template: TEMPLATE })
  ).value.id
  return { session: await addSession(base, organiser, event), organiser }
}

async function addSession(base: string, organiser: Pass, event: string): Promise<string> {
  const report = {
    title: 'A trial',
    people: SPEAKERS.map((id) => ({ id, kind: 'speaker', name: `Speaker ${id}` })),
  }
  const made = await ask<{ id: string }>(base, organiser, 'POST', `/events/${event}/sessions`, report)
  return made.value.id
}

/** Somebody who came by a join link, with the cookie of a guest. */
export async function addGuest(
  base: string,
  { session, organiser }: Scene,
  role: 'rapporteur' | 'reader',
  name: string,
): Promise<Pass> {
  const link = await ask<{ url: string }>(base, organiser, 'POST', `/sessions/${session}/links`, { role })
  const secret = link.value.url.split('#')[1]
  const nobody: Pass = { role, headers: { origin: base } }
  const { response } = await ask(base, nobody, 'POST', '/links/join', { secret, name })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { role, headers: { origin: base, cookie } }
}
