import type { Report } from '@/lib/report/report'
import type { Found } from '../finding'
import { at, type Passage } from '../passages'
import type { Rule } from '../rule'
import { distance, fold, type Token, tokens } from '../words'

type Name = { text: string; words: string[] }

/** Names of at least so many words can be known again where one of them is off. */
const FEWEST_WORDS = 4

function namesOf({ title, details, people }: Report): Name[] {
  const all = [...people.map(({ organisation }) => organisation), details.event, details.theme, title]
  const named = all.map((text) => ({ text: text.trim(), words: tokens(text).map(({ folded }) => folded) }))
  return named.filter(({ words }) => words.length >= FEWEST_WORDS)
}

/** An organisation, the event or its theme, written a word or a letter differently than where it is known from. */
export const nameDiffers: Rule = {
  id: 'name-differs',
  severity: 'fault',
  find: ({ report, passages }) => {
    const names = namesOf(report)
    const written = new Set(names.map(({ words }) => words.join(' ')))
    return passages
      .filter(({ kind }) => kind !== 'description')
      .flatMap((passage) => {
        const words = tokens(passage.text)
        const found: Found[] = []
        for (const name of names)
          for (let start = 0; start < words.length; start++) {
            const length = variantAt(words, start, name, written)
            if (length) {
              found.push(variant(passage, words, start, start + length - 1, name))
              start += length - 1
            }
          }
        return found
      })
  },
}

/** How many words from `start` on are the name with a few of its words off; 0 if none are. */
function variantAt(words: Token[], start: number, { words: name }: Name, written: Set<string>): number {
  const first = words[start]!
  if (first.folded !== name[0] || !/^[\p{Lu}\p{Lo}]/u.test(first.text)) return 0
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
    people.flatMap((person, index): Found[] => {
      const own = person.organisation.trim()
      if (own === '') return []
      const other = people.slice(0, index).find(({ organisation, acronym }) => {
        const theirs = organisation.trim()
        if (theirs === '' || fold(theirs) === fold(own)) return false
        return (acronym.trim() !== '' && acronym.trim() === person.acronym.trim()) || isNearly(own, theirs)
      })
      if (!other) return []
      const kind = person.kind === 'speaker' ? 'speakers' : 'details'
      const section = template.sections.find((one) => one.kind === kind)?.id ?? template.sections[0]!.id
      return [
        {
          say: 'organisationTwice',
          words: { list: { list: [other.organisation, own] } },
          place: { section, person: person.id, field: `person/${person.id}/organisation` },
        },
      ]
    }),
}

function isNearly(a: string, b: string): boolean {
  const [one, two] = [a, b].map((text) => tokens(text).map(({ folded }) => folded))
  if (Math.min(one!.length, two!.length) < 3) return false
  const joined = (words: string[]) => words.join(' ')
  return distance(one!, two!, 1) <= 1 && distance(joined(one!), joined(two!), 4) <= 4
}
