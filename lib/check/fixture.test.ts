import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importText } from '@/lib/import/testing'
import type { Report, Section } from '@/lib/report/report'
import { type Block, fromPlain, type Rich } from '@/lib/report/rich'
import { gsef2020 } from '@/lib/report/samples'
import { checkReport, type Finding } from '.'
import { detect } from './detector'

/*
 * The first real report (lib/report/samples/gsef-2020-workshop.txt). Each of its faults that a machine can see is found,
 * wherever the text was put, and hardly anything else is.
 */

const check = (report: Report) => checkReport(report, { detect })
const ofRule = (findings: Finding[], rule: string) => findings.filter((finding) => finding.rule === rule)
const names = (findings: Finding[], rule: string) =>
  ofRule(findings, rule).map(({ words }) => words.name ?? words.acronym ?? words.written ?? words.text)

/** What is in both forms of the report; by the number in the list of its faults. */
function expectFaults(findings: Finding[]) {
  const found = (rule: string) => names(findings, rule)
  // 1: two dates of the event
  expect(found('event-dates-in-text')).toEqual(['19-21 October 2020'])
  // 2: the first speaker did not answer
  expect(found('no-answer')).toEqual(['Emmanuelle Rousset'])
  // 3 and 4: affiliations that differ
  expect(found('role-differs').toSorted()).toEqual(['Ayako Koike', 'Young Kim'])
  expect(found('organisation-differs')).toEqual(['Ayako Koike'])
  // 5: role and network run together, and no role in the second place
  expect(ofRule(findings, 'affiliation-omits').map(({ say, words }) => [say, words.name])).toEqual(
    expect.arrayContaining([
      ['omitsRole', 'Emmanuelle Rousset'],
      // 6: the country in one place only
      ['omitsCountry', 'Malick Diop'],
      ['omitsAcronym', 'Young Kim'],
    ]),
  )
  // 7: SSE written SEE, three times
  expect(ofRule(findings, 'acronym-variant').map(({ words }) => [words.written, words.meant])).toEqual([
    ['SEE', 'SSE'],
    ['SEE', 'SSE'],
    ['SEE', 'SSE'],
  ])
  // 8: closing remarks by people of whom nothing is known
  expect(found('no-affiliation')).toEqual(['Marieme', 'Madani Koumaré', 'Khady Samba'])
  expect(found('no-surname')).toEqual(['Marieme'])
  // 10: no picture, and text read off one
  expect(ofRule(findings, 'no-picture')).toHaveLength(1)
  expect(ofRule(findings, 'long-description')).toHaveLength(1)
  // 12: no start and no zone
  expect(ofRule(findings, 'no-start').map(({ say }) => say)).toEqual(['noStartAndZone'])
  // 14: askers by their display names
  expect(found('question-asker')).toEqual(['Revy-Real', 'Janick'])
  // 15: a question to all, answered by one
  expect(ofRule(findings, 'question-to-all').map(({ words }) => words.number)).toContain(1)
  // 17: acronyms never spelled out, or late
  const late = ofRule(findings, 'acronym-unspelled').filter(({ say }) => say === 'acronymLate')
  expect(late.map(({ words }) => words.acronym)).toEqual(['SSE'])
  expect(found('acronym-unspelled').toSorted()).toEqual(['GSEF', 'NPO', 'OESS', 'SSE'])
  // 19: how were they counted?
  expect(ofRule(findings, 'participants-counted')).toHaveLength(1)
  // 20: one summary is much shorter
  expect(found('much-shorter')).toEqual(['Young Kim'])
}

/** Rules that the list of faults has nothing for. */
const LISTED =
  `event-dates-in-text no-answer role-differs organisation-differs affiliation-omits acronym-variant no-affiliation
  no-surname template-text no-picture long-description no-date date-without-year no-start question-asker question-to-all
  language-unmarked acronym-unspelled participants-counted much-shorter role-runs-on`.split(/\s+/)
const falseAlarms = (findings: Finding[]) => findings.filter(({ rule }) => !LISTED.includes(rule))

describe('the first real report', () => {
  test('as the example event has it: every fault that it kept is found, and nothing else', () => {
    const findings = check(gsef2020)
    expectFaults(findings)
    expect(names(findings, 'role-runs-on')).toEqual(['Emmanuelle Rousset'])
    expect(findings.length).toBeGreaterThanOrEqual(20)
    expect(falseAlarms(findings)).toEqual([])
  })

  test('pasted in section by section, affiliations in the texts’ first lines and the hint left in: all is found', () => {
    const findings = check(pasted(gsef2020))
    expectFaults(findings)
    // 9: the template's hint
    expect(ofRule(findings, 'template-text').map(({ place, fix }) => [place.section, fix?.kind])).toEqual([
      ['conclusion', 'replace'],
    ])
    // 11: the date has no year, so it could not be typed in
    expect(ofRule(findings, 'no-date')).toHaveLength(1)
    // 16: the French passage
    const french = ofRule(findings, 'language-unmarked')
    expect(french.map(({ words, fix }) => [words.language, fix?.kind])).toEqual([
      [{ language: 'fr' }, 'mark'],
    ])
    expect(french[0]!.fix).toMatchObject({
      before: [
        'approche pratique de la collaboration entre gouvernements, national, local et les acteurs aux politiques publiques',
      ],
    })
    expect(falseAlarms(findings)).toEqual([])
  })

  test('imported from its text: all that came in is found, and nothing else', async () => {
    const file = new URL('../report/samples/gsef-2020-workshop.txt', import.meta.url)
    const { report } = await importText(readFileSync(file, 'utf8'))
    const findings = check(report)
    expectFaults(findings)
    expect(ofRule(findings, 'language-unmarked')).toHaveLength(1)
    expect(falseAlarms(findings)).toEqual([])
  })

  test('with the event’s own dates beside it: the header that differs is found, and can take them', () => {
    const event = { startDate: '2020-10-19', endDate: '2020-10-21' }
    const [finding] = ofRule(checkReport(gsef2020, { detect, event }), 'event-dates-differ')
    expect(finding!.fix).toEqual({
      kind: 'header',
      values: { eventStart: '2020-10-19', eventEnd: '2020-10-21' },
    })
    expect(ofRule(check(gsef2020), 'event-dates-differ')).toEqual([])
  })
})

/** The report as somebody has it who pastes the old document in: captions stand in the texts, nothing is marked. */
function pasted(report: Report): Report {
  const copy = structuredClone(report)
  const nameOf = (id: string) => copy.people.find((person) => person.id === id)!.name
  const first = (person: string, label: string, text: Rich): Rich =>
    label === '' ? text : [...fromPlain(`${nameOf(person)}, ${label}`), ...text]
  copy.details.date = null
  copy.sections = copy.sections.map((section): Section => {
    switch (section.kind) {
      case 'summaries':
        return {
          ...section,
          summaries: section.summaries.map(({ person, label, text }) => ({
            person,
            label: '',
            text: first(person, label, text.map(unmarked)),
          })),
        }
      case 'prompt':
        return {
          ...section,
          prompts: section.prompts.map((prompt) => ({
            ...prompt,
            answers: prompt.answers.map(({ person, label, text }) => ({
              person,
              label: '',
              text: first(person, label, text),
            })),
          })),
        }
      case 'conclusion':
        return { ...section, text: fromPlain(hintOf(report)) }
      default:
        return section
    }
  })
  // Who pastes has the speakers' first introduction for the list of people.
  for (const person of copy.people) {
    if (person.id === 'young-kim') person.role = 'representative'
    if (person.id === 'malick-diop')
      Object.assign(person, { organisation: `${person.organisation} (RACTES)`, acronym: '' })
  }
  return copy
}

const hintOf = ({ template }: Report) => template.sections.find(({ kind }) => kind === 'conclusion')!.hint.en!

function unmarked(block: Block): Block {
  if (block.type !== 'paragraph') return block
  const text = (block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')
  return { type: 'paragraph', content: [{ type: 'text', text }] }
}
