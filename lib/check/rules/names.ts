import type { Person } from '@/lib/report/report'
import type { Found } from '../finding'
import { at, type Passage, wordsOf } from '../passages'
import type { Rule } from '../rule'
import { distance, fold, isLatin, type Token, tokens } from '../words'

/** Two people whose names are nearly the same: most likely one, written in two ways. */
export const personTwice: Rule = {
  id: 'person-twice',
  severity: 'fault',
  find: ({ report: { people, template } }) => {
    const named = people
      .filter(({ name }) => name.trim().length >= 5)
      .map((person) => ({ ...person, words: tokens(person.name).map(({ folded }) => folded) }))
    return named.flatMap((person, index): Found[] => {
      const same = named.slice(0, index).find((other) => isNearly(person, other))
      const kind = person.kind === 'speaker' ? 'speakers' : 'details'
      const section = template.sections.find((one) => one.kind === kind)?.id ?? template.sections[0]!.id
      return same
        ? [
            {
              say: 'personTwice',
              words: { name: person.name, other: same.name },
              place: { section, person: person.id, field: `person/${person.id}/name` },
            },
          ]
        : []
    })
  },
}

type Named = { name: string; words: string[] }

function isNearly(a: Named, b: Named): boolean {
  const [one, two] = [a.words, b.words]
  if (one.length !== two.length) return false
  if (one.length > 1 && one.every((word) => two.includes(word)) && two.every((word) => one.includes(word)))
    return true
  const differ = one.flatMap((word, index) => (word === two[index] ? [] : [[word, two[index]!] as const]))
  const [slip, ...more] = differ
  if (!slip) return true
  const [x, y] = slip
  // One slip in a word of some length; `Maria` and `Mario` are two people.
  return (
    one.length > 1 &&
    more.length === 0 &&
    Math.min(x.length, y.length) >= 5 &&
    x.at(-1) === y.at(-1) &&
    distance(x, y, 1) === 1 &&
    isLatin(a.name) &&
    isLatin(b.name)
  )
}

const HONORIFIC = /^(?:mr|mrs|ms|mx|dr|prof|sir|madam|mme|mlle|m|sr|sra|srta|dra|herr|frau|pr)$/

/** A name in a text that is one letter, or one accent, away from somebody's of this session. */
export const nameVariant: Rule = {
  id: 'name-variant',
  severity: 'fault',
  find: ({ report: { people }, passages }) => {
    const known = new Set(people.flatMap(({ name }) => tokens(name).map(({ text }) => text)))
    const parts = Map.groupBy(people.flatMap(partsOf), ({ folded }) => folded[0]!)
    return passages
      .filter(({ kind }) => ['body', 'caption', 'about'].includes(kind))
      .flatMap((passage) => {
        const words = wordsOf(passage)
        return words.flatMap((word, index) => {
          if (!/^\p{Lu}\p{L}*\p{Ll}/u.test(word.text) || known.has(word.text) || !isLatin(word.text))
            return []
          const alike = parts.get(word.folded[0]!)
          const meant = alike?.find((part) => isMeant(word, part, words[index - 1], words[index + 1]))
          return meant ? [found(passage, word, meant)] : []
        })
      })
  },
}

type NamePart = { text: string; folded: string; beside: string[]; name: string }

function partsOf({ name }: Person): NamePart[] {
  const all = tokens(name)
  return all
    .filter(({ text }) => text.length >= 4 && isLatin(text) && /\p{Ll}/u.test(text))
    .map(({ text, folded }) => ({
      text,
      folded,
      beside: all.map((one) => one.folded).filter((one) => one !== folded),
      name,
    }))
}

/** Near enough: the more surely the word is a name, by what stands beside it, the shorter it may be. */
function isMeant(word: Token, part: NamePart, before: Token | undefined, after: Token | undefined): boolean {
  const singular = word.folded.replace(/'s?$/, '')
  if (singular === part.folded) {
    const plain = word.text.replace(/['’]s?$/, '')
    return plain !== part.text && plain.toLowerCase() !== part.text.toLowerCase()
  }
  const beside = [before, after].some((one) => one && part.beside.includes(one.folded))
  const titled = before !== undefined && HONORIFIC.test(before.folded)
  if (!beside && !titled) return false
  return distance(singular, part.folded, 1) === 1
}

function found(passage: Passage, word: Token, part: NamePart): Found {
  const written = word.text.replace(/['’]s?$/, '')
  const place = at(passage, word.from, word.from + written.length)
  return {
    say: 'nameVariant',
    words: { written, name: part.name },
    place,
    fix: {
      kind: 'replace',
      field: place.field,
      rich: passage.rich,
      range: place.range,
      before: written,
      after: fold(written) === part.folded || written[0] === part.text[0] ? part.text : written,
    },
  }
}
