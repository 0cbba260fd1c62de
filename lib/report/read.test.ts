import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { sha256OfReport } from './canonical'
import { addPerson, addVoice, readLinks, remove, restore, setAsked, setMeta, setPersonKind } from './document'
import { parseReport } from './parse'
import { readReport } from './read'
import type { Report } from './report'
import { parseRoot, personLine, voiceText } from './roots'
import { everyKind, gsef2020 } from './samples'
import { anyReport } from './samples/arbitrary'
import { seedDocument } from './seed'

const author = { name: 'Ana' }

test('any report that was seeded into a document and sent over the wire is read back unchanged', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      expect(readReport(copyOf(seedDocument(report)), report.template)).toEqual(report)
    }),
    { numRuns: 200 },
  )
})

test('any report survives being written as JSON and taken back', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      expect(parseReport(JSON.parse(JSON.stringify(report)), report.template)).toEqual({
        ok: true,
        value: report,
      })
    }),
    { numRuns: 200 },
  )
})

test('reading a document writes nothing to it', () => {
  const doc = seedDocument(gsef2020)
  let updates = 0
  doc.on('update', () => updates++)
  const names = [...doc.share.keys()]
  readReport(doc, everyKind.template)
  expect(updates).toBe(0)
  expect([...doc.share.keys()]).toEqual(names)
})

test('equal reports have equal hashes, whatever the order of their keys, and one letter more has another', async () => {
  const reversed = Object.fromEntries(Object.entries(gsef2020).reverse()) as Report
  expect(await sha256OfReport(reversed)).toBe(await sha256OfReport(gsef2020))
  expect(await sha256OfReport({ ...gsef2020, title: `${gsef2020.title}s` })).not.toBe(
    await sha256OfReport(gsef2020),
  )
})

test('every root that a seeded document has is one that the template knows', () => {
  for (const report of [gsef2020, everyKind]) {
    const ids = new Set(report.template.sections.map(({ id }) => id))
    for (const [name, type] of seedDocument(report).share) {
      const kinds = { map: Y.Map, text: Y.Text, rich: Y.XmlFragment }
      const root = parseRoot(name, (id) => ids.has(id))
      expect(root, name).toBeDefined()
      expect(type).toBeInstanceOf(kinds[root!.type])
    }
  }
})

test('a person who is deleted is gone everywhere, and comes back with everything that was written', () => {
  const doc = seedDocument(everyKind)
  const before = readReport(doc, everyKind.template)
  remove(doc, 'people', 'kim', author)
  expect(JSON.stringify(readReport(doc, everyKind.template))).not.toMatch(/kim|예산|사회연대경제는/)
  restore(doc, 'people', 'kim')
  expect(readReport(doc, everyKind.template)).toEqual(before)
})

test('a summary can be deleted and restored like an answer', () => {
  const doc = seedDocument(gsef2020)
  const before = readReport(doc, gsef2020.template)
  remove(doc, 'links', voiceText('summaries', 'young-kim'), author)
  remove(doc, 'links', voiceText('guiding-question', 'young-kim', 'guiding-question'), author)
  const text = JSON.stringify(readReport(doc, gsef2020.template))
  expect(text).not.toMatch(/established in 2013|capacity-building/)
  expect(readLinks(doc, 'summaries')[0]?.deleted?.deletedBy).toBe('Ana')
  restore(doc, 'links', voiceText('summaries', 'young-kim'))
  restore(doc, 'links', voiceText('guiding-question', 'young-kim', 'guiding-question'))
  expect(readReport(doc, gsef2020.template)).toEqual(before)
})

test('adding a remark anew after it was deleted brings its text back', () => {
  const doc = seedDocument(gsef2020)
  remove(doc, 'links', voiceText('remarks', 'marieme'), author)
  addVoice(doc, 'remarks', 'marieme')
  const remarks = readReport(doc, gsef2020.template).sections.find(({ id }) => id === 'remarks')
  expect(JSON.stringify(remarks)).toContain('grass-roots engagement')
})

test('what was written about a speaker stays when the person is no speaker any more', () => {
  const doc = seedDocument(gsef2020)
  setPersonKind(doc, 'ayako-koike', 'other')
  expect(JSON.stringify(readReport(doc, gsef2020.template))).toContain('37 charity shop owners')
})

test('whom a question is put to can be changed back and forth', () => {
  const doc = seedDocument(gsef2020)
  const to = () => {
    const section = readReport(doc, gsef2020.template).sections.find(({ kind }) => kind === 'questions')
    return section?.kind === 'questions' ? section.questions[1]!.to : undefined
  }
  expect(to()).toEqual(['young-kim'])
  setAsked(doc, 'questions', 'question-2', ['malick-diop'], author)
  expect(to()).toEqual(['malick-diop'])
  setAsked(doc, 'questions', 'question-2', [], author)
  expect(to()).toEqual([])
  setAsked(doc, 'questions', 'question-2', ['young-kim', 'malick-diop'], author)
  expect(new Set(to())).toEqual(new Set(['young-kim', 'malick-diop']))
})

test('a name is written once and said everywhere', () => {
  const doc = seedDocument(gsef2020)
  const name = doc.getText(personLine('marieme', 'name'))
  name.insert(name.length, ' Ndiaye')
  const marieme = readReport(doc, gsef2020.template).people.find(({ id }) => id === 'marieme')
  expect(marieme?.name).toBe('Marieme Ndiaye')
})

test('a header line that is far too long is read whole, as one line', () => {
  const doc = seedDocument(gsef2020)
  doc.getText('theme').insert(0, `${'word '.repeat(900)}\n`)
  expect(readReport(doc, gsef2020.template).details.theme).toMatch(/^(word ){900} Great Challenges/)
})

test('typed values that are none are read as absent', () => {
  const doc = seedDocument(gsef2020)
  setMeta(doc, 'minutes', 1.5)
  setMeta(doc, 'date', '22 October')
  setMeta(doc, 'language', 'no language')
  const { details, language } = readReport(doc, gsef2020.template)
  expect([details.minutes, details.date, language]).toEqual([null, null, 'en'])
  expect(details.participants).toBe(71)
})

test('people without a place in the order stand in the order of their ids', () => {
  const doc = new Y.Doc()
  doc.getMap('people').set('b', new Y.Map([['kind', 'speaker']]))
  doc.getMap('people').set('a', { kind: 'speaker' })
  const later = addPerson(doc, 'speaker', { name: 'Later' })
  expect(readReport(doc, gsef2020.template).people.map(({ id }) => id)).toEqual(['a', 'b', later])
})

/** What another client sees: the same document, decoded from its bytes. */
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
