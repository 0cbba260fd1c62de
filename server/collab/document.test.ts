import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { openStore } from '../store'
import { documentOf, stateOf } from '../store/log-testing'
import { type RoomLog, RoomUnreadable } from '../store/store'
import { RoomDocument } from './document'

async function newLog(): Promise<RoomLog> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-document-'))
  const store = await openStore(dir)
  onTestFinished(async () => {
    await store.close()
    await rm(dir, { recursive: true })
  })
  return store.log
}

test('A document is what its log says: formatting without effect is not tidied by reading it (SPEC 5)', async () => {
  const log = await newLog()
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
  const updates = [start, Y.encodeStateAsUpdate(doc, vector), Y.encodeStateAsUpdate(other, vector)]
  await log.create({ room: 'a', user: 'ana', data: updates[0]! })
  for (const data of updates.slice(1)) await log.append({ room: 'a', user: 'ana', data })
  const loaded = await RoomDocument.load(log, 'a')
  expect(stateOf(loaded.doc)).toEqual(stateOf(documentOf(updates)))
  await log.create({ room: 'b', user: 'ana', data: updates[0]! })
  const absorbing = await RoomDocument.load(log, 'b')
  for (const update of updates.slice(1))
    expect(absorbing.absorb([update], new Map())).toEqual([expect.any(Uint8Array)])
  expect(stateOf(absorbing.doc)).toEqual(stateOf(loaded.doc))
})

test('After what another node wrote, an edit made here is where it belongs', async () => {
  const log = await newLog()
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'one two three '.repeat(50))
  for (let letter = 0; letter < 50; letter++) doc.getText('title').insert(letter * 3, `${letter % 10}`)
  await log.create({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(doc) })
  const here = await RoomDocument.load(log, 'a')
  const text = here.doc.getText('title')
  // It remembers where it was.
  for (const at of [10, 300, 500]) here.edit(() => text.insert(at, 'x'), 'ana')
  const other = documentOf([here.encode()])
  const vector = Y.encodeStateVector(other)
  other.getText('title').delete(0, 200)
  here.absorb([Y.encodeStateAsUpdate(other, vector)], new Map())
  const expected = text.toString()
  here.edit(() => text.insert(250, '!'), 'ana')
  expect(text.toString()).toBe(`${expected.slice(0, 250)}!${expected.slice(250)}`)
})

test('A log that lacks something is not taken for a document', async () => {
  const log = await newLog()
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'first')
  const before = Y.encodeStateVector(doc)
  doc.getText('title').insert(0, 'second')
  await log.create({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(doc, before) })
  await expect(RoomDocument.load(log, 'a')).rejects.toThrow(RoomUnreadable)
})

test('A document that was let go is neither changed nor read, and what it wrote is waited for', async () => {
  const log = await newLog()
  await log.create({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(new Y.Doc()) })
  const document = await RoomDocument.load(log, 'a')
  const edit = () => document.edit((doc) => doc.getText('title').insert(0, 'x'), 'ana')
  edit()
  document.dispose()
  const [one] = [Y.encodeStateAsUpdate(documentOf([]))]
  for (const use of [
    edit,
    () => document.apply(one!, 'ana', []),
    () => document.encode(),
    () => document.vector(),
  ])
    expect(use).toThrow('was let go')
  expect(await document.durable()).toBe(2)
})
