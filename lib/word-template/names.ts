import type { SectionKind, Template } from '@/lib/report/template'

/*
 * The names that placeholders have. They are the same in every language, so that a template can be lent.
 */

/** One line or a few words. */
export const FIELDS = [
  'title',
  'event',
  'event-dates',
  'theme',
  'type',
  'languages',
  'date',
  'time',
  'participants',
  'stamp',
  'version',
] as const
export type Field = (typeof FIELDS)[number]

/** The lists of people; what is between `{{#speakers}}` and `{{/speakers}}` is there once for each. */
export const GROUPS = ['speakers', 'moderators', 'rapporteurs'] as const
export type Group = (typeof GROUPS)[number]

/** What is known of each of them: `{{speaker.name}}`, or within the list `{{name}}`. */
export const PERSON_PARTS = [
  'number',
  'name',
  'role',
  'organisation',
  'acronym',
  'country',
  'affiliation',
  'person',
  'summary',
] as const
export type PersonPart = (typeof PERSON_PARTS)[number]

export const KINDS: readonly SectionKind[] = [
  'details',
  'speakers',
  'picture',
  'summaries',
  'prompt',
  'questions',
  'remarks',
  'conclusion',
  'text',
]

/** What a name stands for. */
export type Meaning =
  | { kind: 'field'; field: Field }
  | { kind: 'people'; group: Group }
  | { kind: 'person'; group: Group; part: PersonPart }
  /** Every section of a kind, or the one with an id. */
  | { kind: 'sections'; of: SectionKind }
  | { kind: 'section'; id: string }
  /** Every section, or those without a placeholder of their own. */
  | { kind: 'body'; which: 'all' | 'rest' }
  /** The event's banner picture. */
  | { kind: 'banner' }

const PERSON: Record<string, Group> = {
  speaker: 'speakers',
  moderator: 'moderators',
  rapporteur: 'rapporteurs',
}

/** Other words for the same, that somebody may well write. */
const SAME: Record<string, string> = {
  language: 'languages',
  dates: 'event-dates',
  start: 'time',
  approved: 'stamp',
  pictures: 'picture',
  summary: 'summaries',
  prompts: 'prompt',
  question: 'questions',
  remark: 'remarks',
  speaker: 'speakers',
  moderator: 'moderators',
  rapporteur: 'rapporteurs',
  organization: 'organisation',
  report: 'body',
}

/** What `name` stands for in an event with this template, within a list of people if in one; undefined if nothing. */
export function meaningOf(name: string, template: Template, within?: Group): Meaning | undefined {
  const dotted = /^(\w+)\.([\w-]+)$/.exec(name)
  if (dotted) {
    const group = PERSON[dotted[1]!] ?? oneOf(GROUPS, dotted[1]!)
    const part = oneOf(PERSON_PARTS, SAME[dotted[2]!] === 'organisation' ? 'organisation' : dotted[2]!)
    if (group && part) return { kind: 'person', group, part }
  }
  const part = oneOf(PERSON_PARTS, name === 'organization' ? 'organisation' : name)
  if (within && part) return { kind: 'person', group: within, part }
  const id = template.sections.find(
    (section) => normalId(section.id) === name.replace(/^section[.:]/, ''),
  )?.id
  if (id && /^section[.:]/.test(name)) return { kind: 'section', id }
  if (name === 'body' || name === 'rest') return { kind: 'body', which: name === 'body' ? 'all' : 'rest' }
  if (name === 'banner') return { kind: 'banner' }
  const field = oneOf(FIELDS, name)
  if (field) return { kind: 'field', field }
  const group = oneOf(GROUPS, name)
  if (group) return { kind: 'people', group }
  if (id) return { kind: 'section', id }
  const kind = oneOf(KINDS, name)
  if (kind) return { kind: 'sections', of: kind }
  const same = SAME[name]
  return same ? meaningOf(same, template) : undefined
}

/** Every name that stands for something, for suggestions. */
export function namesFor(template: Template): string[] {
  return [
    ...FIELDS,
    ...GROUPS,
    ...Object.keys(PERSON).flatMap((person) => PERSON_PARTS.map((part) => `${person}.${part}`)),
    ...KINDS,
    ...template.sections.map(({ id }) => normalId(id)),
    'body',
    'rest',
    'banner',
  ]
}

/** An id as it is found in a placeholder. */
export function normalId(id: string): string {
  return id.toLowerCase().replaceAll('_', '-')
}

function oneOf<T extends string>(list: readonly T[], name: string): T | undefined {
  return list.find((one) => one === name)
}
