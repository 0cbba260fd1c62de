import type * as Y from 'yjs'
import { readItems, readLinks, readPeople } from './document'
import { readRich } from './fragment'
import { Language } from './language'
import {
  Details,
  oneLine,
  PERSON_LINES,
  type Person,
  PictureFile,
  type Report,
  type Section,
  type Voice,
} from './report'
import { isEmptyRich, type Rich } from './rich'
import { HEADER_LINES, itemLine, itemText, personLine, sectionText, voiceLabel, voiceText } from './roots'
import type { Template, TemplateSection } from './template'

/**
 * The shared document as a plain report: what is not deleted, in the template's order. Pure reading; what a
 * foreign client wrote into a typed value and does not fit is left out, never thrown at.
 */
export function readReport(doc: Y.Doc, template: Template): Report {
  const people = readPeople(doc).filter((person) => !person.deleted)
  const here = new Set(people.map((person) => person.id))
  const persons = people.map(({ id, kind }): Person => {
    const lines = Object.fromEntries(PERSON_LINES.map((field) => [field, line(doc, personLine(id, field))]))
    return { id, kind, ...(lines as Omit<Person, 'id' | 'kind'>) }
  })
  const speakers = persons.filter((person) => person.kind === 'speaker').map((person) => person.id)
  const sections = template.sections.map((section) =>
    readSection(doc, section, { here, speakers, people: persons }),
  )
  const meta = Object.fromEntries(doc.getMap('meta').entries())
  const language = Language.safeParse(meta.language)
  return {
    format: 'rapporteur-report',
    version: 1,
    language: language.success ? language.data : 'en',
    template,
    title: line(doc, 'title'),
    details: readDetails(doc, meta),
    people: persons,
    sections,
  }
}

function readDetails(doc: Y.Doc, meta: Record<string, unknown>): Details {
  const details: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(Details.shape)) {
    const isLine = (HEADER_LINES as readonly string[]).includes(key)
    const value = schema.safeParse(meta[key])
    details[key] = isLine ? line(doc, key) : value.success ? value.data : schema.parse(undefined)
  }
  return details as Details
}

type People = { here: Set<string>; speakers: string[]; people: Person[] }

/** What the document says of a picture: everything but its bytes. */
const StoredPicture = PictureFile.omit({ data: true })

function readSection(doc: Y.Doc, { id, kind }: TemplateSection, people: People): Section {
  const items = () => readItems(doc, id).filter((item) => !item.deleted)
  const voice = (person: string, item?: string): Voice => ({
    person,
    label: line(doc, voiceLabel(id, person, item)),
    text: rich(doc, voiceText(id, person, item)),
  })
  const links = (item?: string) =>
    readLinks(doc, id, item).filter((link) => !link.deleted && people.here.has(link.person))
  const voices = (item?: string) =>
    links(item)
      .filter((link) => !link.asked)
      .map((link) => voice(link.person, item))
  switch (kind) {
    case 'details':
      return { id, kind }
    case 'speakers': {
      const labels = people.speakers.map((person) => ({ person, label: line(doc, voiceLabel(id, person)) }))
      return { id, kind, labels: labels.filter((entry) => entry.label !== '') }
    }
    case 'picture':
      return {
        id,
        kind,
        pictures: items().map((item) => ({
          id: item.id,
          file: StoredPicture.safeParse(item.file).data ?? null,
          caption: line(doc, itemLine(id, item.id, 'caption')),
          description: text(doc, itemLine(id, item.id, 'description')),
        })),
      }
    case 'summaries':
      return { id, kind, summaries: readSummaries() }
    case 'prompt':
      return {
        id,
        kind,
        prompts: items().map((item) => ({
          id: item.id,
          question: rich(doc, itemText(id, item.id)),
          answers: voices(item.id),
        })),
      }
    case 'questions':
      return {
        id,
        kind,
        questions: items().map((item) => ({
          id: item.id,
          asker: line(doc, itemLine(id, item.id, 'asker')),
          to: links(item.id)
            .filter((link) => link.asked)
            .map((link) => link.person),
          text: rich(doc, itemText(id, item.id)),
          state: item.state,
          answers: voices(item.id),
        })),
      }
    case 'remarks':
      return { id, kind, remarks: voices() }
    case 'conclusion':
    case 'text':
      return { id, kind, text: rich(doc, sectionText(id)) }
  }

  /** One for each speaker, and whatever was written for somebody who is no speaker any more. */
  function readSummaries(): Voice[] {
    const deleted = new Set(readLinks(doc, id).flatMap((link) => (link.deleted ? [link.person] : [])))
    const others = people.people.filter((person) => person.kind !== 'speaker').map((person) => person.id)
    return [
      ...people.speakers.map((person) =>
        deleted.has(person) ? { person, label: '', text: [] } : voice(person),
      ),
      ...others
        .filter((person) => !deleted.has(person))
        .map((person) => voice(person))
        .filter((entry) => !isEmptyRich(entry.text)),
    ]
  }
}

/** A root that nobody wrote to is not created by reading it. */
function text(doc: Y.Doc, name: string): string {
  return doc.share.has(name) ? doc.getText(name).toString().toWellFormed() : ''
}

function line(doc: Y.Doc, name: string): string {
  return oneLine(text(doc, name))
}

function rich(doc: Y.Doc, name: string): Rich {
  return doc.share.has(name) ? readRich(doc.getXmlFragment(name)) : []
}
