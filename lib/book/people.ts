import { cleanLine } from '@/lib/export/clean'
import type { Person, Report } from '@/lib/report/report'
import { keyOf, nameOrganisations } from './organisations'

/** Somebody, or an organisation, with the places of the reports in which they appear. */
export type Appearance = { name: string; about: string; chapters: number[] }

/**
 * Who appears in some reports, and which organisations, in the order of a language. One person in two sessions is one
 * where name and affiliation are alike; a name alone is not enough, since two people may share it.
 */
export function appearances(
  reports: readonly Report[],
  language: string,
): { people: Appearance[]; organisations: Appearance[] } {
  const shown = reports.map(namedIn)
  const organisationOf = nameOrganisations(shown.flat())
  const people = new Map<string, Appearance>()
  const organisations = new Map<string, Appearance>()
  for (const [chapter, persons] of shown.entries())
    for (const person of persons) {
      const [name, about] = [cleanLine(person.name), organisationOf(person)]
      if (name) add(people, `${keyOf(name)}\n${keyOf(about)}`, { name, about }, chapter)
      if (about) add(organisations, keyOf(about), { name: about, about: '' }, chapter)
    }
  const { compare } = new Intl.Collator(language, { numeric: true })
  const sorted = (found: Map<string, Appearance>) =>
    [...found.values()].sort((a, b) => compare(a.name, b.name) || compare(a.about, b.about))
  return { people: sorted(people), organisations: sorted(organisations) }
}

function add(
  found: Map<string, Appearance>,
  key: string,
  what: Omit<Appearance, 'chapters'>,
  chapter: number,
): void {
  const entry = found.get(key) ?? { ...what, chapters: [] }
  if (!entry.chapters.includes(chapter)) entry.chapters.push(chapter)
  found.set(key, entry)
}

/** Those whom the document names: who has a part in the session, and who is asked, answers or remarks. */
function namedIn({ people, sections }: Report): Person[] {
  const named = new Set(
    sections.flatMap((section) => {
      switch (section.kind) {
        case 'summaries':
          return section.summaries.map(({ person }) => person)
        case 'prompt':
          return section.prompts.flatMap(({ answers }) => answers.map(({ person }) => person))
        case 'questions':
          return section.questions.flatMap(({ to, answers }) => [
            ...to,
            ...answers.map(({ person }) => person),
          ])
        case 'remarks':
          return section.remarks.map(({ person }) => person)
        default:
          return []
      }
    }),
  )
  return people.filter(({ id, kind }) => kind !== 'other' || named.has(id))
}
