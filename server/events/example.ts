import { gsef2020 } from '@/lib/report/samples'
import type { Event, Session, User } from '../store/store'
import { createEvent } from './events'
import { createSession } from './sessions'

/** The example event, to look around in: the first real report, written out. */
export async function createExample(user: User): Promise<{ event: Event; session: Session }> {
  const { details, language, template } = gsef2020
  const event = await createEvent(user, {
    name: details.event,
    theme: details.theme,
    startDate: details.eventStart,
    endDate: details.eventEnd,
    languages: [language, ...['fr', 'ko'].filter((tag) => tag !== language)],
    template,
  })
  const { session } = await createSession(event, gsef2020, { id: user.id, name: user.name })
  return { event, session }
}
