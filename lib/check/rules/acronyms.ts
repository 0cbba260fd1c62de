import { type Acronym, acronymIn, isWellKnown, placeOfUse, type Use } from '../acronyms'
import type { Found } from '../finding'
import type { Rule } from '../rule'

/** The same letters in another order or number, as SSE and SEE; or one letter off in a long acronym. */
function isSlip(slip: string, meant: string): boolean {
  if (slip.length < 3 || slip === meant) return false
  const letters = (text: string) => [...new Set(text)].sort().join('')
  const near = Math.abs(slip.length - meant.length) <= 1
  if (near && letters(slip) === letters(meant)) return true
  if (slip.length < 5 || meant.length < 5 || slip[0] !== meant[0]) return false
  const [short, long] = slip.length < meant.length ? [slip, meant] : [meant, slip]
  const differ = [...short].filter((letter, index) => letter !== long[index]).length
  const from = [...short].findIndex((letter, index) => letter !== long[index])
  const missing = from === -1 || long.slice(0, from) + long.slice(from + 1) === short
  return short.length === long.length ? differ === 1 : long.length - short.length === 1 && missing
}

/** The acronym that this one was meant to be: known, and used more often. */
function meantBy(slip: Acronym, all: Map<string, Acronym>): Acronym | undefined {
  if (slip.introduced || isWellKnown(slip.letters)) return undefined
  return [...all.values()].find((other) => isSlip(slip.letters, other.letters) && !isSlipOf(other, slip))
}

/** Of two that look alike the one that is introduced, or used more often, is meant. */
const isSlipOf = (slip: Acronym, meant: Acronym) =>
  slip.introduced === meant.introduced ? slip.uses.length <= meant.uses.length : meant.introduced

const isSpelled = ({ spelledAt }: Acronym) => spelledAt !== Number.POSITIVE_INFINITY

/** An acronym written in two ways: letters that changed places, or dots and hyphens in one place only. */
export const acronymVariant: Rule = {
  id: 'acronym-variant',
  severity: 'fault',
  find: ({ acronyms }) =>
    [...acronyms.values()].flatMap((acronym) => {
      const meant = meantBy(acronym, acronyms)
      if (meant) return acronym.uses.map((use) => variant(use, inFormOf(use, meant.letters)))
      if (isWellKnown(acronym.letters)) return []
      const usual = mostWritten(acronym)
      return acronym.uses
        .filter((use) => bare(use) !== usual)
        .map((use) => variant(use, inFormOf(use, usual)))
    }),
}

const bare = ({ written }: Use) => written.replace(/s$/, '')
const inFormOf = (use: Use, letters: string) => (use.written.endsWith('s') ? `${letters}s` : letters)

function mostWritten({ uses }: Acronym): string {
  const counts = new Map<string, number>()
  for (const use of uses) counts.set(bare(use), (counts.get(bare(use)) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]![0]
}

function variant(use: Use, after: string): Found {
  const place = placeOfUse(use)
  const { field, range } = place
  return {
    say: 'acronymVariant',
    words: { written: use.written, meant: after },
    place,
    fix: { kind: 'replace', field, rich: use.passage.rich, range, before: use.written, after },
  }
}

/** An acronym that is never spelled out, or only after it was used. */
export const acronymUnspelled: Rule = {
  id: 'acronym-unspelled',
  severity: 'fault',
  find: ({ acronyms, report }) =>
    [...acronyms.values()].flatMap((acronym): Found[] => {
      if (isWellKnown(acronym.letters) || meantBy(acronym, acronyms)) return []
      const first = acronym.uses[0]!
      const place = placeOfUse(first)
      const written = first.written.replace(/s$/, '')
      if (!isSpelled(acronym)) {
        // A name that is an acronym and nothing else says who somebody is for; where it is all that is known, it is a name.
        const own = report.people.some(
          (person) => acronymIn(person.organisation.trim()) === acronym.letters && acronym.uses.length === 1,
        )
        return own ? [] : [{ say: 'acronymUnspelled', words: { acronym: written }, place }]
      }
      if (first.order >= acronym.spelledAt) return []
      return [{ say: 'acronymLate', words: { acronym: written, text: acronym.spelled }, place }]
    }),
}
