import * as Y from 'yjs'
import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import { seedDocument } from '@/lib/report/seed'
import { Template } from '@/lib/report/template'
import { step } from '../accounts/links'
import { faulty, Refusal } from '../api/problem'
import { DOCUMENT_BYTES } from '../collab/limits'
import type { CleanPicture } from '../files'
import { instance } from '../instance'
import { newRowId } from '../store/ids'
import type { Event, Session } from '../store/store'
import { isRaw, withDefaults } from './defaults'
import { checkPictures } from './pictures'
import { chosenTemplate, hinted } from './template'

/** A report that is good to begin a session with, and the bytes of its pictures. */
type Beginning = { report: Report; pictures: CleanPicture[] }

/**
 * Makes a session from a whole or partial report; `by` is the account that does. It is there with all it brings, or
 * not at all: the session's row, by which it is reached, is written last. Throws `faulty` with every fault.
 */
export async function createSession(
  event: Event,
  input: unknown,
  by: { id: string; name: string },
): Promise<{ session: Session; title: string }> {
  const { store, files } = instance()
  const { report, pictures } = await beginning(event, input)
  const data = seed(report)
  const id = newRowId()
  for (const picture of pictures) await files.put(picture, { event: event.id, session: id })
  await store.log.create({ room: id, user: by.id, data })
  const { template, title } = report
  const session = await store.sessions.create({
    id,
    event: event.id,
    template,
    state: 'draft',
    createdBy: by.id,
    title,
  })
  if (report.details.date) await store.sessions.setTitle(id, title, report.details.date)
  await step({ event: event.id, session: id }, by.name, 'created')
  return { session, title }
}

async function beginning(event: Event, input: unknown): Promise<Beginning> {
  if (!isRaw(input)) throw faulty([{ path: '', reason: 'A report is a JSON object' }])
  const template = input.template === undefined ? event.template : input.template
  const chosen = chosenTemplate(template)
  if (!chosen.ok) throw faulty(chosen.faults)
  const ofEvent = Template.parse(event.template)
  const parsed = parseReport(withDefaults(input, event, chosen.value), ofEvent)
  if (!parsed.ok) throw faulty(parsed.faults)
  const whole = { ...parsed.value, template: hinted(parsed.value.template, ofEvent) }
  const given: unknown[] = Array.isArray(input.sections) ? input.sections : []
  const placeOf = (id: string) => given.findIndex((section) => isRaw(section) && section.id === id)
  const { report, pictures, faults } = await checkPictures(whole, placeOf)
  if (faults.length > 0) throw faulty(faults)
  return { report, pictures }
}

/** The report as a document's first update. Half of what a document may hold is left for the session to write. */
function seed(report: Report): Uint8Array {
  const doc = seedDocument(report)
  const data = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  if (data.length > DOCUMENT_BYTES / 2)
    throw new Refusal(413, 'too-large', 'This report holds more text than a session can begin with.')
  return data
}
