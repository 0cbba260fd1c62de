import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyExactly, Incomplete } from './apply'

test('Formatting without effect that came from elsewhere is not deleted by applying it', () => {
  const before = new Y.Doc()
  const text = new Y.XmlText()
  before.getXmlFragment('rich').insert(0, [text])
  text.insert(0, 'a bold word', { bold: true })
  const start = Y.encodeStateAsUpdate(before)
  const vector = Y.encodeStateVector(before)
  const other = new Y.Doc()
  Y.applyUpdate(other, start)
  const theirs = other.getXmlFragment('rich').get(0) as Y.XmlText
  theirs.delete(0, 4)
  text.delete(4, 7)
  const updates = [Y.encodeStateAsUpdate(before, vector), Y.encodeStateAsUpdate(other, vector)]
  const deleted = (apply: (doc: Y.Doc) => void) => {
    const doc = new Y.Doc()
    const own: Uint8Array[] = []
    Y.applyUpdate(doc, start)
    doc.on('update', (update: Uint8Array) => own.push(update))
    apply(doc)
    return own.length
  }
  expect(deleted((doc) => doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update))))).toBe(
    2,
  )
  expect(deleted((doc) => applyExactly(doc, updates))).toBe(1)
})

test('What cannot be applied whole is an error', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getText('title').insert(0, 'a')
  doc.getText('title').insert(1, 'b')
  doc.getText('title').delete(0, 2)
  const [first, second, deletion] = updates as [Uint8Array, Uint8Array, Uint8Array]
  applyExactly(new Y.Doc(), [second, first])
  expect(() => applyExactly(new Y.Doc(), [second])).toThrow(Incomplete)
  expect(() => applyExactly(new Y.Doc(), [first, deletion])).toThrow(Incomplete)
})
