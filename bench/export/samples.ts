import type { Stamp } from '@/lib/export'
import { sha256OfReport } from '@/lib/report/canonical'
import { parseReport } from '@/lib/report/parse'
import type { Person, Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'

/** When everything in a measurement is made: the same input gives the same bytes. */
export const AT = Date.UTC(2020, 9, 24, 12)

/**
 * The reports of an event, made from the first real one: no two have the same words in the same order, or each
 * renderer's memory of what it set before would be measured and not its work. Every tenth is the sample of every kind.
 */
export function variedReports(count: number): Report[] {
  return Array.from({ length: count }, (_, index) => varied(index % 10 === 9 ? everyKind : gsef2020, index))
}

export async function stampOf(report: Report, session: string): Promise<Stamp> {
  const approval = { byName: 'Amanda Flety', at: AT }
  return { session, seq: 118, sha256: await sha256OfReport(report), at: AT, approval }
}

function varied(sample: Report, index: number): Report {
  const random = randomOf(index + 1)
  const json = JSON.stringify(sample, (key, value) => {
    if (key === 'title' && value === sample.title) return `${value} (${index + 1})`
    // Long passages only: names, labels and addresses stay what they are.
    if (key === 'text' && typeof value === 'string' && value.length > 60) return shuffled(value, random)
    if (key === 'people') return (value as Person[]).map((person, place) => renamed(person, place, index))
    if (key === 'date' && value) return `2020-10-${19 + (index % 5)}`
    if (key === 'start') return `${String(9 + (index % 8)).padStart(2, '0')}:30`
    return value
  })
  const parsed = parseReport(JSON.parse(json), sample.template)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

/** Most people, and what they belong to, are in one session, a few in all. */
function renamed(person: Person, place: number, index: number): Person {
  if (place % 4 === 3) return person
  const called = (text: string) => (text === '' ? text : `${text} ${index + 1}`)
  const { name, organisation, acronym } = person
  return { ...person, name: called(name), organisation: called(organisation), acronym: called(acronym) }
}

/** The same words in another order. */
function shuffled(text: string, random: () => number): string {
  const words = text.split(' ')
  for (let at = words.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[words[at], words[other]] = [words[other]!, words[at]!]
  }
  return words.join(' ')
}

/** mulberry32: the same numbers in every run. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
