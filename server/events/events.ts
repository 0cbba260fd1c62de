import type { z } from 'zod'
import type { EventPatch, EventRequest } from '@/lib/api/schemas'
import { step } from '../accounts/links'
import { faulty } from '../api/problem'
import { instance } from '../instance'
import type { Event, User } from '../store/store'
import { chosenTemplate } from './template'

/** Makes an event; who makes it is its organiser. Throws `faulty` for a template that is none. */
export async function createEvent(user: User, wanted: z.output<typeof EventRequest>): Promise<Event> {
  const { store } = instance()
  const template = chosenTemplate(wanted.template)
  if (!template.ok) throw faulty(template.faults)
  checkDates(wanted.startDate, wanted.endDate)
  const event = await store.events.create({
    name: wanted.name,
    theme: wanted.theme,
    startDate: wanted.startDate ?? undefined,
    endDate: wanted.endDate ?? undefined,
    languages: wanted.languages,
    template: template.value,
    banner: undefined,
    createdBy: user.id,
  })
  await store.memberships.create({
    event: event.id,
    session: undefined,
    user: user.id,
    guestName: undefined,
    guestSecretHash: undefined,
    link: undefined,
    role: 'organiser',
  })
  await step({ event: event.id, session: undefined }, user.name, 'created', event.name)
  return event
}

/** Changes an event. Its sessions keep what they took from it. */
export async function changeEvent(event: Event, patch: z.output<typeof EventPatch>): Promise<Event> {
  const { store } = instance()
  const template = patch.template === undefined ? undefined : chosenTemplate(patch.template)
  if (template && !template.ok) throw faulty(template.faults)
  const of = (change: string | null | undefined, before: string | undefined) =>
    change === undefined ? (before ?? null) : change
  checkDates(of(patch.startDate, event.startDate), of(patch.endDate, event.endDate))
  await store.events.update(event.id, { ...patch, template: template?.value })
  return (await store.events.byId(event.id))!
}

function checkDates(start: string | null, end: string | null): void {
  if (start !== null && end !== null && end < start)
    throw faulty([{ path: 'endDate', reason: 'The last day is before the first' }])
}
