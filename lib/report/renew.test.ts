import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { contentOf } from './content'
import { remove, restore } from './document'
import { readReport } from './read'
import { renewDocument } from './renew'
import { everyKind, gsef2020 } from './samples'
import { anyReport } from './samples/arbitrary'
import { seedDocument } from './seed'

const idsOf = (doc: Y.Doc) => [...doc.store.clients.keys()]

function expectRenewed(doc: Y.Doc): Y.Doc {
  const before = contentOf(doc)
  const renewed = renewDocument(doc)
  expect(contentOf(renewed)).toEqual(before)
  expect(contentOf(doc)).toEqual(before)
  expect(idsOf(renewed)).toHaveLength(idsOf(doc).length)
  expect(idsOf(renewed).filter((id) => doc.store.clients.has(id))).toEqual([])
  return renewed
}

test('SPEC 8: any report is the same in a renewed document, under ids that nobody had', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      const doc = seedDocument(report)
      const renewed = expectRenewed(doc)
      expect(readReport(renewed, report.template)).toEqual(readReport(doc, report.template))
    }),
    { numRuns: 40 },
  )
})

test.each([
  ['every kind', everyKind],
  ['the first real report', gsef2020],
])('%s, as a browser without types has it, is the same in a renewed document', (_, report) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(seedDocument(report)))
  expect(readReport(expectRenewed(doc), report.template)).toEqual(readReport(doc, report.template))
})

test('What three wrote at once into one place stays in its order, and what was deleted stays deleted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ who: fc.nat(2), at: fc.nat(30), cut: fc.boolean(), meet: fc.boolean() }), {
        maxLength: 60,
      }),
      (acts) => {
        const docs = [0, 1, 2].map(() => new Y.Doc())
        const meet = () => {
          for (const to of docs) for (const from of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
        }
        acts.forEach(({ who, at, cut, meet: now }, index) => {
          const doc = docs[who]!
          const text = doc.getText('title')
          const place = at % (text.length + 1)
          if (cut && place < text.length) text.delete(place, 1)
          else text.insert(place, `${index},`, index % 3 === 0 ? { bold: true } : undefined)
          doc.getMap('meta').set(`${at % 4}`, index)
          if (now) meet()
        })
        meet()
        const renewed = expectRenewed(docs[0]!)
        expect(renewed.getText('title').toDelta()).toEqual(docs[0]!.getText('title').toDelta())
        expect(renewed.getMap('meta').toJSON()).toEqual(docs[0]!.getMap('meta').toJSON())
      },
    ),
    { numRuns: 60 },
  )
})

test('Roots that we do not know, of any type, are carried over', () => {
  const doc = new Y.Doc()
  doc.getArray('later').push([1, { a: [true] }, new Uint8Array([7]), new Y.Map([['k', new Y.Text('deep')]])])
  doc.getText('text').applyDelta([{ insert: 'bold', attributes: { bold: {} } }, { insert: { image: 'x' } }])
  const element = new Y.XmlElement('figure')
  element.setAttribute('id', 'one')
  element.insert(0, [new Y.XmlText('caption')])
  doc.getXmlFragment('xml').insert(0, [element])
  doc.getMap('both').set('entry', 1)
  const renewed = expectRenewed(doc)
  expect(renewed.getArray('later').toJSON()).toEqual(doc.getArray('later').toJSON())
  expect(renewed.getXmlFragment('xml').toString()).toBe(doc.getXmlFragment('xml').toString())
  expect(renewed.getText('text').toDelta()).toEqual(doc.getText('text').toDelta())
})

test('A record that was deleted can be restored in the renewed document', () => {
  const doc = seedDocument(everyKind)
  const [key] = [...doc.getMap('items').keys()]
  const before = readReport(doc, everyKind.template)
  remove(doc, 'items', key!, { name: 'Ana' })
  const renewed = expectRenewed(doc)
  expect(readReport(renewed, everyKind.template)).not.toEqual(before)
  restore(renewed, 'items', key!)
  expect(readReport(renewed, everyKind.template)).toEqual(before)
})

test('SPEC 8: what a browser wrote on top of the old text finds nothing to merge with', () => {
  const doc = seedDocument(everyKind)
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
  const renewed = renewDocument(doc)
  const before = contentOf(renewed)
  const vector = Y.encodeStateVector(theirs)
  theirs.getText('title').insert(3, 'late')
  Y.applyUpdate(renewed, Y.encodeStateAsUpdate(theirs, vector))
  expect(contentOf(renewed)).toEqual(before)
})

test('A document that waits for something is not renewed', () => {
  const whole = seedDocument(gsef2020)
  const vector = Y.encodeStateVector(whole)
  whole.getText('title').insert(2, 'x')
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole, vector))
  expect(() => renewDocument(doc)).toThrow('not complete')
})
