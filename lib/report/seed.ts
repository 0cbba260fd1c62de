import * as Y from 'yjs'
import { record, SCHEMA } from './document'
import { writeRich } from './fragment'
import { firstOrders } from './order'
import { type Details, PERSON_LINES, type Report, type Section, type Voice } from './report'
import type { Rich } from './rich'
import {
  askedKey,
  HEADER_LINES,
  itemKey,
  itemLine,
  itemText,
  personLine,
  sectionText,
  voiceLabel,
  voiceText,
} from './roots'

/**
 * A new shared document that holds `report` (a complete one, see parse.ts), made once, by the server, in one
 * transaction. readReport(seedDocument(report), report.template) equals the report.
 */
export function seedDocument(report: Report): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    seedHeader(doc, report)
    const orders = firstOrders(report.people.length)
    report.people.forEach((person, index) => {
      doc.getMap('people').set(person.id, record({ kind: person.kind, order: orders[index] }))
      for (const field of PERSON_LINES) text(doc, personLine(person.id, field), person[field])
    })
    for (const section of report.sections) seedSection(doc, section)
  })
  return doc
}

const META = [
  'eventStart',
  'eventEnd',
  'languages',
  'date',
  'start',
  'timeZone',
  'minutes',
  'participants',
] as const satisfies readonly (keyof Details)[]

function seedHeader(doc: Y.Doc, { title, language, details }: Report) {
  const meta = doc.getMap('meta')
  meta.set('schema', SCHEMA)
  meta.set('language', language)
  for (const key of META) meta.set(key, details[key])
  const lines = { ...details, title }
  for (const name of HEADER_LINES) text(doc, name, lines[name])
}

function seedSection(doc: Y.Doc, section: Section) {
  const { id } = section
  switch (section.kind) {
    case 'details':
      return
    case 'speakers':
      for (const { person, label } of section.labels) text(doc, voiceLabel(id, person), label)
      return
    case 'picture':
      return seedItems(doc, id, section.pictures, (picture) => {
        text(doc, itemLine(id, picture.id, 'caption'), picture.caption)
        text(doc, itemLine(id, picture.id, 'description'), picture.description)
        const { data: _, ...file } = picture.file ?? {}
        return picture.file ? { file } : {}
      })
    case 'summaries':
      for (const voice of section.summaries) seedVoice(doc, id, voice)
      return
    case 'prompt':
      return seedItems(doc, id, section.prompts, (prompt) => {
        rich(doc, itemText(id, prompt.id), prompt.question)
        seedVoices(doc, id, prompt.answers, prompt.id)
        return {}
      })
    case 'questions':
      return seedItems(doc, id, section.questions, (question) => {
        text(doc, itemLine(id, question.id, 'asker'), question.asker)
        rich(doc, itemText(id, question.id), question.text)
        const orders = firstOrders(question.to.length)
        question.to.forEach((person, index) => {
          doc.getMap('links').set(askedKey(id, question.id, person), { order: orders[index] })
        })
        seedVoices(doc, id, question.answers, question.id)
        return { state: question.state }
      })
    case 'remarks':
      return seedVoices(doc, id, section.remarks)
    case 'conclusion':
    case 'text':
      return rich(doc, sectionText(id), section.text)
  }
}

function seedItems<T extends { id: string }>(
  doc: Y.Doc,
  section: string,
  items: T[],
  seed: (item: T) => Record<string, unknown>,
) {
  const orders = firstOrders(items.length)
  items.forEach((item, index) => {
    doc.getMap('items').set(itemKey(section, item.id), record({ ...seed(item), order: orders[index] }))
  })
}

function seedVoices(doc: Y.Doc, section: string, voices: Voice[], item?: string) {
  const orders = firstOrders(voices.length)
  voices.forEach((voice, index) => {
    doc.getMap('links').set(voiceText(section, voice.person, item), { order: orders[index] })
    seedVoice(doc, section, voice, item)
  })
}

function seedVoice(doc: Y.Doc, section: string, voice: Voice, item?: string) {
  text(doc, voiceLabel(section, voice.person, item), voice.label)
  rich(doc, voiceText(section, voice.person, item), voice.text)
}

function text(doc: Y.Doc, name: string, value: string) {
  if (value !== '') doc.getText(name).insert(0, value)
}

function rich(doc: Y.Doc, name: string, value: Rich) {
  if (value.length > 0) writeRich(doc.getXmlFragment(name), value)
}
