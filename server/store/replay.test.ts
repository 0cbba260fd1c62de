import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { documentOf, stateOf } from './log-testing'
import { replay } from './replay'

test('Replaying adds nothing of its own: formatting without effect stays, however the entries are grouped', () => {
  const doc = new Y.Doc()
  const text = new Y.XmlText()
  doc.getXmlFragment('rich').insert(0, [text])
  text.insert(0, 'a bold word', { bold: true })
  const start = Y.encodeStateAsUpdate(doc)
  const vector = Y.encodeStateVector(doc)
  const other = documentOf([start])
  const theirs = other.getXmlFragment('rich').get(0) as Y.XmlText
  theirs.delete(0, 4)
  text.delete(4, 7)
  const [one, two] = [Y.encodeStateAsUpdate(doc, vector), Y.encodeStateAsUpdate(other, vector)]
  const expected = stateOf(documentOf([start, one, two]))
  for (const groups of [[[start, one, two]], [[start], [one, two]], [[start], [one], [two]]]) {
    const { document, added } = replay('a', undefined, groups)
    expect(stateOf(documentOf([document]))).toEqual(expected)
    expect(stateOf(documentOf(added))).toEqual(expected)
  }
})
