import { formatDays } from '@/lib/export/dates'
import { type Context, numberedLines, paragraphOf } from '@/lib/export/docx/blocks'
import { sectionsOf } from '@/lib/export/docx/chapter'
import { bannerOf, type Child, writeNode } from '@/lib/export/docx/nodes'
import { affiliation, namePerson } from '@/lib/export/names'
import type { Node, Outline, OutlineSection } from '@/lib/export/outline'
import type { Stamp } from '@/lib/export/stamp'
import { plain, type Text } from '@/lib/export/text'
import { showRich } from '@/lib/export/voices'
import type { Person, Report } from '@/lib/report/report'
import type { Field, Group, Meaning, PersonPart } from './names'

/** What stands for a placeholder, before Word. */
export type Value =
  | { form: 'text'; text: Text }
  | {
      form: 'blocks'
      children(context: Context): Child[]
      /** What stands between the lines of it within a sentence; a line break unless said otherwise. */
      between?: string
    }

/** What a report has to say, by the meaning of a placeholder. */
export type Values = {
  of(meaning: Meaning, index?: number): Value
  /** How many there are in a list. */
  count(group: Group): number
  isEmpty(meaning: Meaning, index?: number): boolean
}

/** `rest`: whether a section has no placeholder of its own, by id. */
export function valuesOf(
  report: Report,
  outline: Outline,
  stamp: Stamp,
  rest: (section: string) => boolean,
): Values {
  const people: Record<Group, Person[]> = {
    speakers: listed('speaker'),
    moderators: listed('moderator'),
    rapporteurs: listed('rapporteur'),
  }
  const facts = outline.sections
    .flatMap(({ nodes }) => nodes)
    .flatMap((node) => (node.kind === 'facts' ? node.facts : []))
  const values: Values = {
    of: (meaning, index = 0) => {
      switch (meaning.kind) {
        case 'field':
          return { form: 'text', text: fieldOf(meaning.field) }
        case 'person':
          return personPart(people[meaning.group][index], index, meaning.part)
        case 'people':
          return peopleOf(meaning.group)
        case 'section':
          return sections(outline.sections.filter(({ id }) => id === meaning.id))
        case 'sections':
          return sections(outline.sections.filter(({ kind }) => kind === meaning.of))
        case 'banner': {
          const { banner } = outline
          return { form: 'blocks', children: (context) => (banner ? [bannerOf(banner, context)] : []) }
        }
        case 'body': {
          const shown = outline.sections.filter(({ id }) => meaning.which === 'all' || rest(id))
          return { form: 'blocks', children: (context) => sectionsOf(shown, context) }
        }
      }
    },
    count: (group) => people[group].length,
    isEmpty: (meaning, index) => {
      if (meaning.kind === 'people') return people[meaning.group].length === 0
      const value = values.of(meaning, index)
      return value.form === 'text' ? value.text.length === 0 : isNothing(meaning, index)
    },
  }
  return values

  function isNothing(meaning: Meaning, index = 0): boolean {
    if (meaning.kind === 'section') return !outline.sections.some(({ id }) => id === meaning.id)
    if (meaning.kind === 'sections') return !outline.sections.some(({ kind }) => kind === meaning.of)
    if (meaning.kind === 'person') return summaryOf(people[meaning.group][index]).length === 0
    if (meaning.kind === 'banner') return outline.banner === undefined
    if (meaning.kind === 'body')
      return !outline.sections.some(({ id }) => meaning.which === 'all' || rest(id))
    return false
  }

  /** Those of whom anything is known: the same as in the outline. */
  function listed(kind: Person['kind']): Person[] {
    return report.people.filter(
      (person) => person.kind === kind && namePerson(person, labelOf(person), 'full').length > 0,
    )
  }

  function labelOf({ id }: Person): string {
    const labels = report.sections.flatMap((section) => (section.kind === 'speakers' ? section.labels : []))
    return labels.find(({ person }) => person === id)?.label ?? ''
  }

  function fieldOf(field: Field): Text {
    const { details } = report
    switch (field) {
      case 'title':
        return outline.title
      case 'event':
        return plain(details.event)
      case 'event-dates':
        return plain(formatDays(details.eventStart, details.eventEnd, report.language))
      case 'theme':
        return outline.theme
      case 'stamp':
        return outline.stamp
      case 'version':
        return plain(String(stamp.seq))
      default:
        return facts.find(({ name }) => name === field)?.values[0] ?? []
    }
  }

  /** A list where it stands alone; within a line, one after the other. */
  function peopleOf(group: Group): Value {
    const lines = people[group].map((person) =>
      namePerson(person, labelOf(person), 'full', group === 'speakers'),
    )
    return {
      form: 'blocks',
      between: semicolonIn(report.language),
      children: (context) =>
        group === 'speakers'
          ? numberedLines(lines, context)
          : lines.map((line) => paragraphOf(line, context, {})),
    }
  }

  function personPart(person: Person | undefined, index: number, part: PersonPart): Value {
    if (!person) return { form: 'text', text: [] }
    switch (part) {
      case 'number':
        return { form: 'text', text: plain(String(index + 1)) }
      case 'person':
        return { form: 'text', text: namePerson(person, labelOf(person), 'full') }
      case 'affiliation':
        return { form: 'text', text: plain(labelOf(person) || affiliation(person)) }
      case 'summary':
        return {
          form: 'blocks',
          children: (context) => summaryOf(person).flatMap((node) => writeNode(node, context)),
        }
      default:
        return { form: 'text', text: plain(person[part]) }
    }
  }

  function summaryOf(person: Person | undefined): Node[] {
    return report.sections
      .flatMap((section) => (section.kind === 'summaries' ? section.summaries : []))
      .filter((voice) => voice.person === person?.id)
      .flatMap((voice) => showRich(voice.text))
  }
}

/** What is said of a person has commas in it already. */
function semicolonIn(language: string): string {
  const [base = ''] = language.split('-')
  if (['ar', 'fa', 'ur'].includes(base)) return '؛ '
  return ['zh', 'ja'].includes(base) ? '；' : '; '
}

/** One section without its heading, which the template has; several each under theirs. */
function sections(shown: OutlineSection[]): Value {
  const children = (context: Context): Child[] =>
    shown.length === 1
      ? shown[0]!.nodes.flatMap((node) => writeNode(node, context))
      : sectionsOf(shown, context)
  return { form: 'blocks', children }
}
