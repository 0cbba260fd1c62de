import { ySyncPluginKey } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  APP,
  addItem,
  addPerson,
  addVoice,
  readItems,
  readLinks,
  readPeople,
  remove,
  restore,
  setMeta,
} from '@/lib/report/document'
import { readRich, writeRich } from '@/lib/report/fragment'
import { toPlain } from '@/lib/report/rich'
import { applySplice, spliceBetween } from './line-diff'
import { createUndo } from './undo'

/** Types into a rich text as the editor's plugin does: its origin, one paragraph. */
function write(doc: Y.Doc, root: string, words: string) {
  doc.transact(() => {
    const fragment = doc.getXmlFragment(root)
    const first = fragment.length > 0 ? (fragment.get(0) as Y.XmlElement) : new Y.XmlElement('paragraph')
    if (fragment.length === 0) fragment.insert(0, [first])
    if (first.length === 0) first.insert(0, [new Y.XmlText()])
    const text = first.get(0) as Y.XmlText
    text.insert(text.length, words)
  }, ySyncPluginKey)
}
const plain = (doc: Y.Doc, root: string) => toPlain(readRich(doc.getXmlFragment(root)))
const line = (doc: Y.Doc, root: string, value: string) => {
  const text = doc.getText(root)
  const splice = spliceBetween(text.toString(), value, value.length)
  if (splice) applySplice(text, splice, APP)
}

function sync(...docs: Y.Doc[]) {
  for (const from of docs)
    for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}

test('undo goes back through the fields in the order in which they were written', () => {
  const doc = new Y.Doc()
  const undo = createUndo(doc)
  write(doc, 'summaries/ana', 'First')
  line(doc, 'title', 'A title')
  write(doc, 'remarks/ben', 'Third')
  expect(undo.undo()).toEqual(['remarks/ben'])
  expect([plain(doc, 'remarks/ben'), doc.getText('title').toString()]).toEqual(['', 'A title'])
  expect(undo.undo()).toEqual(['title'])
  expect(doc.getText('title').toString()).toBe('')
  expect(undo.undo()).toEqual(['summaries/ana'])
  expect([plain(doc, 'summaries/ana'), undo.canUndo()]).toEqual(['', false])
  undo.redo()
  undo.redo()
  undo.redo()
  expect([plain(doc, 'summaries/ana'), plain(doc, 'remarks/ben')]).toEqual(['First', 'Third'])
})

test('what is typed in one field without a pause is one step, and a change of the records is always one of its own', () => {
  const doc = new Y.Doc()
  const undo = createUndo(doc)
  write(doc, 'summaries/ana', 'Hello ')
  write(doc, 'summaries/ana', 'world')
  const person = addPerson(doc, 'speaker')
  setMeta(doc, 'minutes', 90)
  undo.undo()
  expect(doc.getMap('meta').get('minutes')).toBe(undefined)
  expect(readPeople(doc).map(({ id, deleted }) => [id, deleted])).toEqual([[person, undefined]])
  undo.undo()
  expect(readPeople(doc)[0]?.deleted).toBeTruthy()
  undo.undo()
  expect([plain(doc, 'summaries/ana'), undo.canUndo()]).toEqual(['', false])
})

test('a transaction that changed nothing is no step', () => {
  const doc = new Y.Doc()
  const undo = createUndo(doc)
  write(doc, 'summaries/ana', 'Kept')
  undo.stop()
  doc.transact(() => doc.getXmlFragment('summaries/ben'), ySyncPluginKey)
  doc.transact(() => {}, APP)
  undo.undo()
  expect(plain(doc, 'summaries/ana')).toBe('')
})

test('what others do is never undone, nor what comes from the server', () => {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()]
  const undo = createUndo(ana)
  write(ben, 'text/text', 'From Ben')
  sync(ana, ben)
  expect(undo.canUndo()).toBe(false)
  expect(undo.undo()).toEqual([])
  expect(plain(ana, 'text/text')).toBe('From Ben')
})

test('undoing my paragraph leaves what another wrote into it', () => {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()]
  const undo = createUndo(ana)
  write(ana, 'text/text', 'Mine. ')
  sync(ana, ben)
  write(ben, 'text/text', 'Yours.')
  sync(ana, ben)
  undo.undo()
  expect(plain(ana, 'text/text')).toBe('Yours.')
})

test('undoing an added question deletes it, so that what another wrote in it can be restored', () => {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()]
  const undo = createUndo(ana)
  const id = addItem(ana, 'questions', { state: 'live' })
  const person = addPerson(ana, 'other', { name: 'Khady' })
  sync(ana, ben)
  write(ben, `questions/${id}`, 'What about the market women?')
  sync(ana, ben)
  undo.undo()
  undo.undo()
  sync(ana, ben)
  expect(readItems(ben, 'questions')[0]).toMatchObject({ id, state: 'live', deleted: { deletedBy: '' } })
  expect(readPeople(ben)[0]).toMatchObject({ id: person, deleted: { deletedBy: '' } })
  restore(ben, 'items', `questions/${id}`)
  expect(readItems(ben, 'questions')[0]?.deleted).toBe(undefined)
  expect(plain(ben, `questions/${id}`)).toBe('What about the market women?')
  undo.redo()
  undo.redo()
  expect(readPeople(ana)[0]?.deleted).toBe(undefined)
  expect(ana.getText(`person/${person}/name`).toString()).toBe('Khady')
})

test('undoing a remark that I began deletes it and keeps what another wrote', () => {
  const doc = new Y.Doc()
  const undo = createUndo(doc)
  addVoice(doc, 'remarks', 'p1')
  doc.transact(
    () =>
      writeRich(doc.getXmlFragment('remarks/p1'), [
        { type: 'paragraph', content: [{ type: 'text', text: 'Theirs' }] },
      ]),
    'remote',
  )
  undo.undo()
  expect(readLinks(doc, 'remarks')[0]?.deleted).toBeTruthy()
  expect(plain(doc, 'remarks/p1')).toBe('Theirs')
  undo.redo()
  expect(readLinks(doc, 'remarks')[0]?.deleted).toBe(undefined)
})

test('undoing a deletion brings the question back', () => {
  const doc = new Y.Doc()
  const undo = createUndo(doc)
  const id = addItem(doc, 'questions')
  remove(doc, 'items', `questions/${id}`, { name: 'Ana' })
  expect(readItems(doc, 'questions')[0]?.deleted?.deletedBy).toBe('Ana')
  undo.undo()
  expect(readItems(doc, 'questions')[0]?.deleted).toBe(undefined)
})

type Step = { who: number; root: string; what: 'write' | 'line' | 'undo' | 'redo' | 'sync'; words: string }
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(2),
  root: fc.constantFrom('a', 'b', 'c'),
  what: fc.constantFrom('write', 'write', 'line', 'undo', 'undo', 'redo', 'sync'),
  words: fc.string({ unit: fc.constantFrom('x', 'y', '😀'), minLength: 1, maxLength: 3 }),
})

test('however three people write, undo and redo at once, everyone ends with the same text, and undoing all leaves nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
      const undos = docs.map(createUndo)
      for (const { who, root, what, words } of steps) {
        const doc = docs[who]!
        const undo = undos[who]!
        if (what === 'write') write(doc, `rich/${root}`, words)
        else if (what === 'line') line(doc, `line/${root}`, doc.getText(`line/${root}`).toString() + words)
        else if (what === 'sync') sync(...docs)
        else undo[what]()
      }
      sync(...docs)
      const roots = ['a', 'b', 'c'].flatMap((root) => [`rich/${root}`, `line/${root}`])
      const shown = (doc: Y.Doc) =>
        roots.map((root) => (root.startsWith('rich') ? plain(doc, root) : doc.getText(root).toString()))
      expect(shown(docs[1]!)).toEqual(shown(docs[0]!))
      expect(shown(docs[2]!)).toEqual(shown(docs[0]!))
      for (const undo of undos) while (undo.canUndo()) undo.undo()
      sync(...docs)
      expect(shown(docs[0]!).join('').trim()).toBe('')
    }),
    { numRuns: 200 },
  )
})
