import type { PersonKind } from '@/lib/report/report'

/** What the combobox knows of a person. */
export type Candidate = {
  id: string
  kind: PersonKind
  name: string
  /** Role, organisation, acronym and country in one line */
  affiliation: string
  /** The number on the speakers list, from 1 */
  number: number | undefined
}

export type Matches = {
  people: Candidate[]
  /** The name that can be added as a new person: what was typed, unless somebody is called exactly that. */
  add: string | undefined
}

/** Who is meant by what was typed: by number, name, any word of the name, or affiliation; the best match first. */
export function matchPeople(people: Candidate[], typed: string): Matches {
  const query = typed.trim().replace(/\s+/g, ' ')
  if (query === '') return { people, add: undefined }
  const scored = people
    .map((person, index) => ({ person, index, score: score(person, query) }))
    .filter((entry) => entry.score !== undefined)
    .sort((a, b) => a.score! - b.score! || a.index - b.index)
  const taken = people.some((person) => fold(person.name) === fold(query))
  const add = taken || /^\d+$/.test(query) ? undefined : query
  return { people: scored.map((entry) => entry.person), add }
}

/** Without case and accents, so that “kone” finds “Koné”. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

/** 0 is the best; undefined is no match. */
function score(person: Candidate, query: string): number | undefined {
  if (/^\d+$/.test(query)) return String(person.number) === query ? 0 : undefined
  const name = fold(person.name)
  const wanted = fold(query)
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  const words = name.split(/[\s'’-]+/)
  if (words.some((word) => word.startsWith(wanted))) return 2
  if (wanted.split(' ').every((part) => words.some((word) => word.startsWith(part)))) return 3
  if (name.includes(wanted)) return 4
  return wanted.length > 1 && fold(person.affiliation).includes(wanted) ? 5 : undefined
}
