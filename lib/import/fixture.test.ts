import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Report } from '@/lib/report/report'
import { gsef2020 } from '@/lib/report/samples'
import type { Imported } from '.'
import { allOf, importText, saidIn } from './testing'

/* The first real report, as the plain text that it came as. */

const fixture = readFileSync(new URL('../report/samples/gsef-2020-workshop.txt', import.meta.url), 'utf8')
let imported: Imported
beforeAll(async () => {
  imported = await importText(fixture)
})

/**
 * Where the sample, made by hand, differs from what a program can know:
 * - a label that says what stands there anyway (the acronym of who answers) is not set again,
 * - plain text does not say which words are French.
 */
function asImported(report: Report): Report {
  const text = JSON.stringify(report)
    .replaceAll('"label":"RACTES"', '"label":""')
    .replaceAll('"label":"SSEGOV"', '"label":""')
  return JSON.parse(text)
}

test('the real report imports with every section in its place', () => {
  expect(saidIn(imported.report)).toEqual(saidIn(asImported(gsef2020)))
  expect(imported.report.people).toEqual(gsef2020.people)
  expect(imported.report.details).toEqual(gsef2020.details)
  expect(imported.unplaced).toEqual([])
})

test('lists stay lists, and asterisks that mean nothing are left out', () => {
  const remarks = imported.report.sections.find(({ kind }) => kind === 'remarks')
  const sample = gsef2020.sections.find(({ kind }) => kind === 'remarks')
  expect(remarks).toEqual(sample)
  expect(JSON.stringify(imported.report)).not.toContain('*')
})

test('the template’s hint is recognised and is no text of the report', () => {
  const hint = imported.notes.find(({ code }) => code === 'hint')
  expect(hint).toMatchObject({
    section: 'conclusion',
    text: expect.stringMatching(/^Add summary or conclusion/),
  })
  expect(JSON.stringify(imported.report.sections)).not.toContain('Add summary or conclusion')
})

test('every line of the file is found in the report or the notes', () => {
  const all = allOf(imported).replace(/\s+/g, ' ')
  const { details } = imported.report
  const said = [
    details.eventStart,
    details.date,
    `${details.minutes} minutes`,
    `${details.counted}: ${details.participants}`,
  ]
  expect(said).toEqual(['2020-10-19', '2020-10-22', '90 minutes', 'Zoom participation: 71'])
  const read =
    /^(19 – 23 October 2020|Language:|Date:|Time:|Participants|Name of moderator|Amanda Flety, Coord|Answer:)/
  const labels = /^(Title of the session:|Type of session|Question \d: from|Answer:)\s/
  const missing = fixture
    .split('\n')
    .map((line) =>
      line
        .replaceAll('*', '')
        .replace(labels, '')
        .replace(/^(\d\.|-) /, '')
        .replace(/:\s*$/, '')
        .trim(),
    )
    .filter((line) => line !== '' && !read.test(line))
    .filter(
      (line) =>
        !all.includes(line) &&
        !(
          line.includes(', ') &&
          line
            .split(/, (.*)/)
            .filter(Boolean)
            .every((part) => all.includes(part))
        ),
    )
  expect(missing).toEqual([])
})

test.each([
  ['UTF-8 with a mark', (text: string) => new TextEncoder().encode(`\ufeff${text}`)],
  ['UTF-16', (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ['UTF-16 without a mark', (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))],
  ['CRLF', (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r\n'))],
  ['Windows-1252', (text: string) => windows1252(text)],
])('the same report in %s is the same', async (_, encode) => {
  const again = await importText('', {}, encode(fixture))
  expect(again).toEqual(imported)
})

function windows1252(text: string): Uint8Array {
  const high: Record<string, number> = {
    '–': 0x96,
    '’': 0x92,
    '‘': 0x91,
    '“': 0x93,
    '”': 0x94,
    '…': 0x85,
    '—': 0x97,
  }
  return Uint8Array.from([...text], (letter) => high[letter] ?? letter.codePointAt(0)!)
}
