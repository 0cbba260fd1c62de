import { expect, test } from 'vitest'
import { addItem, addPerson } from '@/lib/report/document'
import { writeRich } from '@/lib/report/fragment'
import { parseReport } from '@/lib/report/parse'
import { readReport } from '@/lib/report/read'
import { fromPlain, type Rich, toPlain } from '@/lib/report/rich'
import { gsef2020 } from '@/lib/report/samples'
import { seedDocument } from '@/lib/report/seed'
import { BUILT_IN } from '@/lib/report/templates'
import { checkReport, type Finding } from '.'
import { detect } from './detector'
import { mend } from './mend'

const ME = { name: 'Ana' }
const TEMPLATE = BUILT_IN['forum-session']

function open(rich: Rich = []) {
  const parsed = parseReport({}, TEMPLATE)
  if (!parsed.ok) throw new Error('no report')
  const doc = seedDocument(parsed.value)
  const field = 'conclusion/text'
  writeRich(doc.getXmlFragment(field), rich)
  const text = () => {
    const section = readReport(doc, TEMPLATE).sections.find(({ id }) => id === 'conclusion')!
    return section.kind === 'conclusion' ? section.text : []
  }
  return { doc, field, text }
}

const replace = (field: string, from: number, before: string, after: string, block = 0) =>
  ({
    kind: 'replace',
    field,
    rich: true,
    range: { block, from, to: from + before.length },
    before,
    after,
  }) as const

test('what every fix of the first real report mends is found no more', () => {
  const doc = seedDocument(gsef2020)
  const findings = () => checkReport(readReport(doc, gsef2020.template), { detect })
  const key = ({ rule, place }: Finding) => `${rule} ${place.field}`
  const first = findings()
  const fixes = first.flatMap((finding) => (finding.fix ? [{ finding, fix: finding.fix }] : []))
  expect(fixes.length).toBeGreaterThanOrEqual(6)
  for (const { fix } of fixes) mend(doc, fix, ME)
  const left = new Set(findings().map(key))
  expect(fixes.filter(({ finding }) => left.has(key(finding))).map(({ finding }) => key(finding))).toEqual([])
})

test('a word is replaced in its own form, and what stands around it stays', () => {
  const { doc, field, text } = open([
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'The ' },
        { type: 'text', text: 'SEE', marks: [{ type: 'bold' }] },
        { type: 'text', text: ' actors' },
      ],
    },
  ])
  expect(mend(doc, replace(field, 4, 'SEE', 'SSE'), ME)).toBe(true)
  expect(text()).toEqual([
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'The ' },
        { type: 'text', text: 'SSE', marks: [{ type: 'bold' }] },
        { type: 'text', text: ' actors' },
      ],
    },
  ])
})

test('what moved since the check is found in its paragraph, and what is gone is left alone', () => {
  const { doc, field, text } = open(fromPlain('Now there is much more before SEE here'))
  expect(mend(doc, replace(field, 4, 'SEE', 'SSE'), ME)).toBe(true)
  expect(toPlain(text())).toBe('Now there is much more before SSE here')
  expect(mend(doc, replace(field, 4, 'SEE', 'SSE'), ME)).toBe(false)
  expect(mend(doc, replace('conclusion/other', 0, 'SEE', 'SSE'), ME)).toBe(false)
  expect(toPlain(text())).toBe('Now there is much more before SSE here')
})

test('a hint that is removed takes its paragraph with it, a paragraph within a list or alone is only emptied', () => {
  const { doc, field, text } = open(fromPlain('Hint here\n\nWhat was said'))
  mend(doc, replace(field, 0, 'Hint here', ''), ME)
  expect(text()).toEqual(fromPlain('What was said'))
  mend(doc, replace(field, 0, 'What was said', ''), ME)
  expect(text()).toEqual([{ type: 'paragraph' }])
})

test('passages in several paragraphs and lists are marked, and nothing else is', () => {
  const { doc, field, text } = open([
    ...fromPlain('He said vivre ensemble.'),
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'agir' }] }] },
      ],
    },
  ])
  const ranges = [
    { block: 0, from: 8, to: 22 },
    { block: 1, from: 0, to: 4 },
  ]
  mend(doc, { kind: 'mark', field, ranges, before: ['vivre ensemble', 'agir'], language: 'fr' }, ME)
  const marks = [{ type: 'language', attrs: { lang: 'fr' } }]
  expect(text()).toEqual([
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'He said ' },
        { type: 'text', text: 'vivre ensemble', marks },
        { type: 'text', text: '.' },
      ],
    },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'agir', marks }] }],
        },
      ],
    },
  ])
})

test('a line of a text of several lines is changed in its own line', () => {
  const { doc } = open()
  const item = addItem(doc, 'picture')
  const field = `line/picture/${item}/description`
  doc.getText(field).insert(0, 'SEE one\nSEE two')
  const range = { block: 1, from: 0, to: 3 }
  mend(doc, { kind: 'replace', field, rich: false, range, before: 'SEE', after: 'SSE' }, ME)
  expect(doc.getText(field).toString()).toBe('SEE one\nSSE two')
})

test('dates, the language and who was asked are set as the page sets them', () => {
  const { doc } = open()
  const person = addPerson(doc, 'speaker', { name: 'Ana Diaz' })
  const item = addItem(doc, 'questions')
  mend(doc, { kind: 'header', values: { eventStart: '2025-01-02', language: 'fr' } }, ME)
  mend(doc, { kind: 'ask', section: 'questions', item, person }, ME)
  const report = readReport(doc, TEMPLATE)
  expect([report.language, report.details.eventStart]).toEqual(['fr', '2025-01-02'])
  const questions = report.sections.find(({ kind }) => kind === 'questions')!
  expect(questions.kind === 'questions' && questions.questions[0]!.to).toEqual([person])
})
