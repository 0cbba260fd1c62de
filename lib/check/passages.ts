import type { Person, Report, Section, Voice } from '@/lib/report/report'
import type { Block, ListItem, Paragraph, Rich } from '@/lib/report/rich'
import { itemLine, itemText, personLine, sectionText, voiceLabel, voiceText } from '@/lib/report/roots'
import type { Place, Range } from './finding'
import { type Token, tokens } from './words'

/*
 * Every text of a report, paragraph by paragraph, in the order in which the document is read, each with its place.
 */

/** What a passage is. `about`: what stands after a name; `body`: running text; the others are lines of that name. */
export type PassageKind =
  | 'title'
  | 'event'
  | 'theme'
  | 'type'
  | 'counted'
  | 'name'
  | 'about'
  | 'caption'
  | 'description'
  | 'asker'
  | 'body'

export type Passage = {
  kind: PassageKind
  text: string
  /** Without a range; `at` makes one. */
  place: Place & { field: string }
  /** The paragraph's number in its rich text; 0 in a line. */
  block: number
  rich: boolean
  /** The parts that are marked as being in a language. */
  marked: { from: number; to: number; language: string }[]
}

/** The place of a part of a passage. */
export function at(
  { place, block }: Passage,
  from: number,
  to: number,
): Place & { field: string; range: Range } {
  return { ...place, range: { block, from, to } }
}

const split = new WeakMap<Passage, Token[]>()

/** The passage's words; nearly every rule asks for them. */
export function wordsOf(passage: Passage): Token[] {
  const words = split.get(passage) ?? tokens(passage.text)
  split.set(passage, words)
  return words
}

export function passagesOf(report: Report): Passage[] {
  const { details, people } = report
  const out: Passage[] = []
  const named = new Set<string>()
  const line = (kind: PassageKind, text: string, place: Passage['place']) => {
    const lines = kind === 'description' ? text.split('\n') : [text]
    lines.forEach((one, block) => {
      if (one.trim() !== '') out.push({ kind, text: one, place, block, rich: false, marked: [] })
    })
  }
  const rich = (text: Rich, place: Passage['place']) => {
    paragraphsOf(text).forEach((paragraph, block) => {
      const passage = passageOf(paragraph, place, block)
      if (passage.text.trim() !== '') out.push(passage)
    })
  }
  /** A person's own lines are read where the person comes first. */
  const person = (one: Person | undefined, section: string) => {
    if (!one || named.has(one.id)) return
    named.add(one.id)
    for (const field of ['name', 'role', 'organisation', 'acronym', 'country'] as const)
      line(field === 'name' ? 'name' : 'about', one[field], {
        section,
        field: personLine(one.id, field),
        person: one.id,
      })
  }
  const byId = new Map(people.map((one) => [one.id, one]))
  const voice = (section: string, { person: id, label, text }: Voice, item?: string) => {
    const where = { section, person: id, ...(item !== undefined && { item }) }
    person(byId.get(id), section)
    line('about', label, { ...where, field: voiceLabel(section, id, item) })
    rich(text, { ...where, field: voiceText(section, id, item) })
  }
  line('title', report.title, { section: 'title', field: 'title' })
  for (const section of report.sections) one(section)
  return out

  function one(section: Section) {
    const { id } = section
    switch (section.kind) {
      case 'details':
        for (const field of ['event', 'theme', 'type', 'counted'] as const)
          line(field, details[field], { section: id, field })
        for (const someone of people)
          if (someone.kind === 'moderator' || someone.kind === 'rapporteur') person(someone, id)
        return
      case 'speakers':
        for (const someone of people) {
          if (someone.kind !== 'speaker') continue
          person(someone, id)
          const label = section.labels.find((entry) => entry.person === someone.id)?.label ?? ''
          line('about', label, { section: id, person: someone.id, field: voiceLabel(id, someone.id) })
        }
        return
      case 'picture':
        for (const { id: item, caption, description } of section.pictures) {
          line('caption', caption, { section: id, item, field: itemLine(id, item, 'caption') })
          line('description', description, { section: id, item, field: itemLine(id, item, 'description') })
        }
        return
      case 'summaries':
        for (const summary of section.summaries) voice(id, summary)
        return
      case 'prompt':
        for (const { id: item, question, answers } of section.prompts) {
          rich(question, { section: id, item, field: itemText(id, item) })
          for (const answer of answers) voice(id, answer, item)
        }
        return
      case 'questions':
        for (const { id: item, asker, text, answers } of section.questions) {
          line('asker', asker, { section: id, item, field: itemLine(id, item, 'asker') })
          rich(text, { section: id, item, field: itemText(id, item) })
          for (const answer of answers) voice(id, answer, item)
        }
        return
      case 'remarks':
        for (const remark of section.remarks) voice(id, remark)
        return
      case 'conclusion':
      case 'text':
        return rich(section.text, { section: id, field: sectionText(id) })
    }
  }
}

/** A rich text's paragraphs in reading order, those of lists and quotes too. */
export function paragraphsOf(rich: (Block | ListItem)[]): Paragraph[] {
  return rich.flatMap((block) => (block.type === 'paragraph' ? [block] : paragraphsOf(block.content)))
}

function passageOf(paragraph: Paragraph, place: Passage['place'], block: number): Passage {
  const marked: Passage['marked'] = []
  let text = ''
  for (const inline of paragraph.content ?? []) {
    const from = text.length
    text += inline.type === 'text' ? inline.text : '\n'
    const mark = inline.type === 'text' && inline.marks?.find(({ type }) => type === 'language')
    if (mark && mark.type === 'language') marked.push({ from, to: text.length, language: mark.attrs.lang })
  }
  return { kind: 'body', text, place, block, rich: true, marked }
}
