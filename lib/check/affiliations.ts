import { affiliation } from '@/lib/export/names'
import type { Person, Report } from '@/lib/report/report'
import { voiceLabel } from '@/lib/report/roots'
import { acronymIn } from './acronyms'
import { countryIn } from './countries'
import type { Place } from './finding'
import { at, type Passage, wordsOf } from './passages'
import { type Context, once, sectionsOf, voicesOf } from './rule'
import { fold, isJoining, isLatin, type Token, tokens } from './words'

/*
 * What is said after a person's name, in every place, taken apart: role, organisation, acronym, country. In a list of
 * people each has a line of its own; in captions, and in first lines such as `Ana Diaz, Mayor of Lugo`, they are one text.
 */

export type Statement = {
  text: string
  place: Place
  /** Where people are introduced: the list of speakers, headings of summaries. Elsewhere short forms are expected. */
  where: 'registry' | 'introduction' | 'passing'
  /** A text's first line can be taken apart, but not taken away. */
  source: 'registry' | 'label' | 'line'
}

/** A statement taken apart; what it does not say is ''. */
export type Parts = {
  role: string
  organisation: string
  acronym: string
  country: string
  runTogether: number | undefined
}

/** What is said of each person, by id; the list of people first. */
export const statementsOf = once(({ report, passages }: Context): Map<string, Statement[]> => {
  const all = new Map<string, Statement[]>(report.people.map(({ id }) => [id, []]))
  const names = report.people
    .map(({ id, name }) => ({ id, name: name.trim(), folded: fold(name.trim()) }))
    .filter(({ name }) => name !== '')
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const add = (person: string, statement: Statement) => {
    // Some type the name into the caption too.
    const name = nameOf.get(person) ?? ''
    const repeats = name !== '' && statement.text.startsWith(name)
    const text = repeats ? statement.text.slice(name.length).replace(/^[\s,:–—-]+/, '') : statement.text
    // Then it is no caption that could be mended by its places.
    if (text.trim() !== '')
      all.get(person)?.push(repeats ? { ...statement, text, source: 'line' } : statement)
  }
  for (const { section } of sectionsOf(report, 'speakers'))
    for (const { person, label } of section.labels)
      add(person, {
        text: label,
        place: { section: section.id, person, field: voiceLabel(section.id, person) },
        where: 'introduction',
        source: 'label',
      })
  for (const { section, person, item, label, as } of voicesOf(report))
    add(person, {
      text: label,
      place: {
        section,
        person,
        ...(item !== undefined && { item }),
        field: voiceLabel(section, person, item),
      },
      where: as === 'summary' ? 'introduction' : 'passing',
      source: 'label',
    })
  const kinds = new Map(report.template.sections.map(({ id, kind }) => [id, kind]))
  for (const passage of passages) {
    const line = passage.kind === 'body' && introduction(passage, names)
    if (!line) continue
    const kind = kinds.get(passage.place.section)
    add(line.person, {
      text: passage.text.slice(line.from),
      place: { ...at(passage, line.from, passage.text.length), person: line.person },
      where: kind === 'summaries' || kind === 'speakers' ? 'introduction' : 'passing',
      source: 'line',
    })
  }
  for (const person of report.people) all.set(person.id, inOrder(person, all.get(person.id)!, report))
  return all
})

/** The list of people comes first where the report shows it. */
function inOrder(person: Person, said: Statement[], report: Report): Statement[] {
  const text = affiliation(person)
  if (text === '') return said
  const kind = person.kind === 'speaker' ? 'speakers' : 'details'
  const section = report.template.sections.find((one) => one.kind === kind)?.id ?? 'title'
  const place = { section, person: person.id, field: `person/${person.id}/organisation` }
  return [{ text, place, where: 'registry', source: 'registry' }, ...said]
}

const LONGEST_LINE = 30

type Name = { id: string; name: string; folded: string }

/** A short paragraph that begins with somebody's name and a comma: what follows is said of that person. */
function introduction(passage: Passage, names: Name[]): { person: string; from: number } | undefined {
  const { text } = passage
  const start = text.match(/^\s*(?:\d+[.)]\s*)?/)![0].length
  const begins = fold(text.slice(start, start + 200))
  for (const { id, name, folded } of names) {
    const end = start + name.length
    if (!begins.startsWith(folded) || fold(text.slice(start, end)) !== folded) continue
    const sign = /^\s*[,:–—(-]\s*/.exec(text.slice(end, end + 20))
    if (sign && wordsOf(passage).length <= LONGEST_LINE && !/[.!?]\s+\S/.test(text.slice(end)))
      return { person: id, from: end + sign[0].length }
  }
  return undefined
}

/** Takes a statement apart by what the list of people, or another statement of the same person, knows. */
export function partsOf(text: string, organisation: string, report: Report): Parts | undefined {
  const acronym = acronymOf(text)
  const { country, rest } = countryIn(
    text.replace(/[([][^()[\]]*[)\]]/g, (inside) => ' '.repeat(inside.length)),
    report,
  )
  const words = tokens(rest)
  const run = runOf(words, tokens(organisation))
  if (!run) return undefined
  const [first, last] = run
  const before = words.slice(0, first)
  while (before.length > 0 && isJoining(before.at(-1)!.folded)) before.pop()
  const role =
    before.length > 0
      ? text.slice(before[0]!.from, before.at(-1)!.to)
      : roleAfter(rest.slice(words[last]!.to), isLatin(text))
  const touches =
    before.length > 0 &&
    before.length === first &&
    /^\s+$/.test(text.slice(before.at(-1)!.to, words[first]!.from))
  return {
    role,
    organisation: text.slice(words[first]!.from, words[last]!.to),
    acronym,
    country,
    runTogether: touches ? before.at(-1)!.to : undefined,
  }
}

/** A role that comes last: `전주시 통합돌봄지원센터 센터장`; in Latin letters only behind a comma or dash. */
function roleAfter(rest: string, isLatinText: boolean): string {
  const role = rest.replace(isLatinText ? /^\s*[,–—:]\s*/ : /^[\s,،:–—-]+/, '').trim()
  const begins = isLatinText ? /^\s*[,–—:]/.test(rest) : true
  return begins && /\p{L}/u.test(role) ? role.replace(/[\s,.;،]+$/u, '') : ''
}

/** The acronym in brackets, or the whole text where it is one. */
export function acronymOf(text: string): string {
  for (const [, inside] of text.matchAll(/[([（]\s*([^()[\]（）]+?)\s*[)\]）]/g)) {
    const found = acronymIn(inside!)
    if (found) return found
  }
  const whole = tokens(text)
  return (whole.length === 1 && acronymIn(whole[0]!.text)) || ''
}

/** Where `wanted` stands in `words`, joining words aside: the first and the last word's index. */
function runOf(words: Token[], wanted: Token[]): [number, number] | undefined {
  const names = wanted.filter(({ folded }) => !isJoining(folded)).map(({ folded }) => folded)
  if (names.length === 0) return undefined
  for (let first = 0; first < words.length; first++) {
    let next = 0
    for (let index = first; index < words.length; index++) {
      const { folded } = words[index]!
      if (folded === names[next]) next++
      else if (index === first || !isJoining(folded)) break
      if (next === names.length) return [first, index]
    }
  }
  return undefined
}

/** The longest run of words that two statements share, as the first writes it; '' if that is no name of anything. */
export function sharedName(a: string, b: string): string {
  const [one, two] = [tokens(a), tokens(b)].map((words) => words.filter(({ folded }) => !isJoining(folded)))
  let best: [number, number] = [0, 0]
  for (let i = 0; i < one!.length; i++)
    for (let j = 0; j < two!.length; j++) {
      let length = 0
      while (one![i + length] && one![i + length]!.folded === two![j + length]?.folded) length++
      if (length > best[1]) best = [i, length]
    }
  const [start, length] = best
  return length >= 2 ? a.slice(one![start]!.from, one![start + length - 1]!.to) : ''
}
