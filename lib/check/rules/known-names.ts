import type { Person, Report } from '@/lib/report/report'
import type { Found } from '../finding'
import { at, type Passage, wordsOf } from '../passages'
import type { Rule } from '../rule'
import { distance, type Token, tokens } from '../words'

type Name = { text: string; words: string[] }

/** Names of at least so many words can be known again where one of them is off. */
const FEWEST_WORDS = 4

function namesOf({ title, details, people }: Report): Name[] {
  const all = [...people.map(({ organisation }) => organisation), details.event, details.theme, title]
  const named = all.map((text) => ({ text: text.trim(), words: tokens(text).map(({ folded }) => folded) }))
  const long = named.filter(({ words }) => words.length >= FEWEST_WORDS)
  return [...new Map(long.map((name) => [name.words.join(' '), name])).values()]
}

/** An organisation, the event or its theme, written a word or a letter differently than where it is known from. */
export const nameDiffers: Rule = {
  id: 'name-differs',
  severity: 'fault',
  find: ({ report, passages }) => {
    const known = namesOf(report)
    const written = new Set(known.map(({ words }) => words.join(' ')))
    const names = Map.groupBy(known, ({ words }) => words[0]!)
    return passages
      .filter(({ kind }) => kind !== 'description')
      .flatMap((passage) => {
        const words = wordsOf(passage)
        const found: Found[] = []
        for (let start = 0; start < words.length; start++)
          for (const name of names.get(words[start]!.folded) ?? []) {
            const length = variantAt(words, start, name, written)
            if (length === 0) continue
            found.push(variant(passage, words, start, start + length - 1, name))
            start += length - 1
            break
          }
        return found
      })
  },
}

/** How many words from `start` on are the name with a few of its words off; 0 if none are. */
function variantAt(words: Token[], start: number, { words: name }: Name, written: Set<string>): number {
  const first = words[start]!
  if (!/^[\p{Lu}\p{Lo}]/u.test(first.text)) return 0
  const most = Math.max(1, Math.floor(name.length / 6))
  for (const length of [name.length, name.length - 1, name.length + 1]) {
    const window = words.slice(start, start + length).map(({ folded }) => folded)
    if (window.length < length || window.at(-1) !== name.at(-1)) continue
    const off = distance(window, name, most)
    if (off > 0 && off <= most && !written.has(window.join(' '))) return length
    if (off === 0) return 0
  }
  return 0
}

function variant(passage: Passage, words: Token[], first: number, last: number, name: Name): Found {
  const place = at(passage, words[first]!.from, words[last]!.to)
  const before = passage.text.slice(place.range.from, place.range.to)
  return {
    say: 'nameDiffers',
    words: { written: before, known: name.text },
    place,
    fix: {
      kind: 'replace',
      field: place.field,
      rich: passage.rich,
      range: place.range,
      before,
      after: name.text,
    },
  }
}

/** The organisations of two people that differ by a word, or share an acronym and not the name. */
export const organisationTwice: Rule = {
  id: 'organisation-twice',
  severity: 'fault',
  find: ({ report: { people, template } }) =>
    firstOfEach(people).flatMap((person, index, all): Found[] => {
      const other = all
        .slice(0, index)
        .find(
          ({ acronym, words }) =>
            (acronym !== '' && acronym === person.acronym) || isNearly(words, person.words),
        )
      if (!other) return []
      const kind = person.kind === 'speaker' ? 'speakers' : 'details'
      const section = template.sections.find((one) => one.kind === kind)?.id ?? template.sections[0]!.id
      return [
        {
          say: 'organisationTwice',
          words: { list: { list: [other.organisation, person.organisation] } },
          place: { section, person: person.id, field: `person/${person.id}/organisation` },
        },
      ]
    }),
}

/** The people with the first mention of each organisation. */
function firstOfEach(people: Person[]) {
  const named = people
    .filter(({ organisation }) => organisation.trim() !== '')
    .map((person) => ({
      ...person,
      organisation: person.organisation.trim(),
      acronym: person.acronym.trim(),
      words: tokens(person.organisation).map(({ folded }) => folded),
    }))
  const first = new Map<string, (typeof named)[number]>()
  for (const person of named) {
    const key = person.words.join(' ')
    if (!first.has(key)) first.set(key, person)
  }
  return [...first.values()]
}

function isNearly(one: string[], two: string[]): boolean {
  if (Math.min(one.length, two.length) < 3) return false
  return distance(one, two, 1) <= 1 && distance(one.join(' '), two.join(' '), 4) <= 4
}
