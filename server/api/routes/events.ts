import { z } from 'zod'
import {
  EventInfo,
  EventPatch,
  EventRequest,
  PictureAdded,
  SessionMade,
  SessionRequest,
  SessionRow,
} from '@/lib/api/schemas'
import type { Role } from '@/lib/report/access'
import { Template } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'
import { roleIn, roleInEvent } from '../../accounts/visitor'
import { changeEvent, createEvent, createSession } from '../../events'
import { instance } from '../../instance'
import { listSessions } from '../../reports'
import type { Event } from '../../store/store'
import { endpoint } from '../endpoint'
import { notFound, Refusal } from '../problem'
import { pictureResponse } from '../responses'

/** A report with its pictures inside. */
const REPORT_BYTES = 64 * 1024 * 1024

export const events = [
  endpoint({
    method: 'GET',
    path: '/templates',
    summary: 'The built-in templates',
    access: { of: 'anyone' },
    answer: { status: 200, schema: z.array(Template) },
    handle: async () => Object.values(BUILT_IN),
  }),
  endpoint({
    method: 'GET',
    path: '/events',
    summary: 'The events you belong to, newest first',
    access: { of: 'account' },
    answer: { status: 200, schema: z.array(EventInfo) },
    handle: async ({ visitor }) => {
      const list = await instance().store.events.ofUser(visitor.user.id)
      return Promise.all(
        list.map(async (event) => eventInfo(event, (await roleInEvent(visitor, event.id)) ?? 'reader')),
      )
    },
  }),
  endpoint({
    method: 'POST',
    path: '/events',
    summary: 'Create an event; you become its organiser',
    access: { of: 'account' },
    body: EventRequest,
    answer: { status: 201, schema: EventInfo },
    handle: async ({ visitor: { user }, body, headers }) => {
      if (!user.mayCreateEvents) throw new Refusal(403, 'not-allowed', 'Only organisers may create events.')
      const event = await createEvent(user, body)
      headers.set('location', `/api/v1/events/${event.id}`)
      return eventInfo(event, 'organiser')
    },
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}',
    summary: 'An event',
    access: { of: 'event', may: 'read' },
    answer: { status: 200, schema: EventInfo },
    handle: async ({ event, role }) => eventInfo(event, role),
  }),
  endpoint({
    method: 'PATCH',
    path: '/events/{event}',
    summary: 'Change an event; its sessions keep their templates',
    access: { of: 'event', may: 'organise' },
    body: EventPatch,
    answer: { status: 200, schema: EventInfo },
    handle: async ({ event, body, role }) => eventInfo(await changeEvent(event, body), role),
  }),
  endpoint({
    method: 'POST',
    path: '/events/{event}/banner',
    summary: 'Set the banner picture',
    access: { of: 'event', may: 'organise' },
    body: 'picture',
    answer: { status: 201, schema: PictureAdded },
    handle: async ({ event, body }) => {
      const { files, store } = instance()
      const file = await files.add(body, { event: event.id })
      await store.events.update(event.id, { banner: file.sha256 })
      return file
    },
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}/banner',
    summary: 'The banner picture',
    access: { of: 'event', may: 'read' },
    answer: { status: 200, media: ['image/jpeg', 'image/png', 'image/webp'] },
    handle: async ({ event }) => {
      const picture = event.banner && (await instance().files.read({ event: event.id }, event.banner))
      if (!picture) throw notFound('picture', 'This event has no banner.')
      return pictureResponse(picture, event.banner!, 'ask')
    },
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}/sessions',
    summary: 'The sessions of an event that you may read',
    access: { of: 'event', may: 'read' },
    answer: { status: 200, schema: z.array(SessionRow) },
    handle: async ({ event, visitor }) => {
      const rows = await Promise.all(
        (await listSessions(event.id)).map(async (session) => {
          const role = (await roleIn(visitor, session))?.role
          if (!role) return []
          const { id, title, state, date = null, createdAt, unreadable } = session
          const row = { id, url: sessionUrl(id), title, state, date, createdAt, role }
          return [unreadable === undefined ? row : { ...row, unreadable }]
        }),
      )
      return rows.flat()
    },
  }),
  endpoint({
    method: 'POST',
    path: '/events/{event}/sessions',
    summary: 'Create a session from a whole or partial report; what is absent comes from the event',
    access: { of: 'event', may: 'organise' },
    // Checked by createSession, against the template that the report itself names.
    body: z.unknown(),
    documented: SessionRequest,
    optional: true,
    limit: REPORT_BYTES,
    answer: { status: 201, schema: SessionMade },
    handle: async ({ event, visitor: { user }, body, headers }) => {
      const { session, title } = await createSession(event, body, { id: user.id, name: user.name })
      headers.set('location', `/api/v1/sessions/${session.id}`)
      return { id: session.id, url: sessionUrl(session.id), title, state: session.state }
    },
  }),
]

export function sessionUrl(id: string): string {
  return `${instance().config.baseUrl}/sessions/${id}`
}

function eventInfo(event: Event, role: Role): z.output<typeof EventInfo> {
  const { id, name, theme, startDate, endDate, languages, banner, createdAt } = event
  return {
    id,
    name,
    theme,
    startDate: startDate ?? null,
    endDate: endDate ?? null,
    languages,
    template: Template.parse(event.template),
    banner: banner ?? null,
    role,
    url: `${instance().config.baseUrl}/events/${id}`,
    createdAt,
  }
}
