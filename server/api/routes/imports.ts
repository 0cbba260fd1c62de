import { z } from 'zod'
import { ImportAnswer } from '@/lib/api/import'
import { noteSentence } from '@/lib/import/sentences'
import { Template } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'
import { roleInEvent, type Visitor } from '../../accounts/visitor'
import { instance } from '../../instance'
import type { Event } from '../../store/store'
import { endpoint } from '../endpoint'
import { notFound, Refusal } from '../problem'

/** A document with its pictures. */
const FILE_BYTES = 32 * 1024 * 1024

export const imports = [
  endpoint({
    method: 'POST',
    path: '/import',
    summary:
      'Read a report out of a file (DOCX, Markdown, plain text, or our HTML and JSON). Nothing is created: POST the report as a session',
    access: { of: 'account' },
    query: z.object({
      event: z.string().optional().describe('The event for whose template it is read'),
      template: z.string().optional().describe('A built-in template, where no event is given'),
      name: z.string().max(500).optional().describe('What the file is called, if it is sent raw'),
    }),
    body: 'file',
    limit: FILE_BYTES,
    answer: { status: 200, schema: ImportAnswer },
    handle: async ({ visitor, query, body }) => {
      const event = query.event === undefined ? undefined : await eventOf(visitor, query.event)
      const template = event ? Template.parse(event.template) : builtIn(query.template)
      const { report, notes, unplaced } = await instance().importer.read(
        {
          bytes: body.bytes,
          name: query.name ?? body.name,
          type: body.type,
          template,
          ...(event ? { event: factsOf(event) } : {}),
        },
        visitor.user.id,
      )
      return {
        report,
        notes: notes.map(({ notKept, ...note }) => ({
          ...note,
          ...(notKept ? { reason: notKept.reason } : {}),
          sentence: noteSentence({ ...note, ...(notKept ? { notKept } : {}) }),
        })),
        unplaced,
      }
    },
  }),
]

async function eventOf(visitor: Visitor, id: string): Promise<Event> {
  const event = await instance().store.events.byId(id)
  if (!event) throw notFound('event', 'There is no such event.')
  if (!(await roleInEvent(visitor, id)))
    throw new Refusal(403, 'not-allowed', 'You do not belong to this event.')
  return event
}

function builtIn(name = 'forum-session'): Template {
  const found = Object.entries(BUILT_IN).find(([one]) => one === name)?.[1]
  const known = Object.keys(BUILT_IN).join(', ')
  if (!found) throw notFound('template', `There is no built-in template “${name}” (there are ${known}).`)
  return found
}

function factsOf({ name, theme, startDate, endDate, languages }: Event) {
  return { name, theme, startDate: startDate ?? null, endDate: endDate ?? null, languages }
}
