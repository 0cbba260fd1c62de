import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { writeAwareness } from '@/lib/collab/presence'
import { Bare, type Started, startServer, type Who } from '@/server/collab/testing'
import { assemble, type Parts, partsOf } from './parts'
import { becomes, CONCLUSION, updateOf, Witnesses } from './witness'

/*
 * Changes that somebody may not make, in the disguises in which they could come. Beside each attack two honest people
 * write, lose nothing, and see nothing of it.
 */

let server: Started
let witnesses: Witnesses

beforeEach(async () => {
  server = await startServer()
  witnesses = await Witnesses.of(server)
})
afterEach(async () => {
  await witnesses.carryOn()
  witnesses.leave()
  await server.stop()
})

/** Sends updates as one person, and says with which code the socket was closed. */
async function send(who: Who, ...updates: Uint8Array[]): Promise<number> {
  const attacker = await Bare.join(server.url(who, '&ack=1'))
  for (const update of updates) attacker.send({ kind: 'update', update })
  return (await attacker.closed).code
}

const copy = () => witnesses.ben.doc

/** The same update with its parts changed. */
function changed(update: Uint8Array, change: (parts: Parts) => void): Uint8Array {
  const parts = partsOf(update)
  change(parts)
  return assemble(parts)
}

test('SPEC: Scope — a paragraph hung below one of the conclusion’s by its stated parent is refused', async () => {
  const before = witnesses.conclusion
  const update = updateOf(copy(), (doc) => {
    const existing = doc.getXmlFragment(CONCLUSION).get(0) as Y.XmlElement
    existing.push([new Y.XmlElement('paragraph')])
  })
  expect(await send('ana', update)).toBe(closeCode('notAllowed'))
  expect(witnesses.conclusion).toBe(before)
})

test('SPEC: Scope — text between two letters of the conclusion, which names no parent at all, is refused', async () => {
  const before = witnesses.conclusion
  const update = updateOf(copy(), (doc) => {
    const text = (doc.getXmlFragment(CONCLUSION).get(0) as Y.XmlElement).get(0) as Y.XmlText
    text.insert(3, 'never ')
  })
  const [{ structs }] = partsOf(update).blocks as [Parts['blocks'][0]]
  expect((structs[0] as Y.Item).parent).toBeNull()
  expect(await send('ana', update)).toBe(closeCode('notAllowed'))
  expect(witnesses.conclusion).toBe(before)
})

test('SPEC: Scope — a forbidden edit hidden behind allowed ones in one update takes them with it', async () => {
  const before = copy().getText('title').toString()
  const update = updateOf(copy(), (doc) => {
    doc.getText('title').insert(0, 'Innocent ')
    doc.getXmlFragment(CONCLUSION).delete(0, 1)
    doc.getText('title').insert(0, 'Quite ')
  })
  expect(await send('ana', update)).toBe(closeCode('notAllowed'))
  expect(copy().getText('title').toString()).toBe(before)
})

test('SPEC: Scope — an own paragraph that is moved into the conclusion by a second parent stays where it is', async () => {
  const fragment = (doc: Y.Doc) => doc.getXmlFragment(CONCLUSION)
  const item = fragment(copy()).get(0) as Y.XmlElement
  const update = changed(
    updateOf(copy(), (doc) => doc.getText('title').insert(0, 'x')),
    ({ blocks }) => {
      const struct = blocks[0]!.structs[0] as Y.Item
      struct.origin = null
      struct.rightOrigin = null
      struct.parent = item._item!.id as never
    },
  )
  expect(await send('ana', update)).toBe(closeCode('notAllowed'))
})

test('SPEC: Gaps — a deletion of what a moderator is going to write waits for nothing and deletes nothing', async () => {
  const { clientID } = witnesses.mona.doc
  const clock = Y.getState(copy().store, clientID)
  const update = assemble({ blocks: [], deletes: [{ client: clientID, ranges: [{ clock, len: 5 }] }] })
  const attacker = await Bare.join(server.url('ana', '&ack=1'))
  const asked = attacker.messages.length
  attacker.send({ kind: 'update', update })
  await attacker.heard('step1', (message) => attacker.messages.indexOf(message) >= asked)
  await witnesses.carryOn()
  expect(witnesses.conclusion).toContain('And goes on')
  // Now it could be deleted, if it may: it may not.
  attacker.send({ kind: 'update', update })
  expect((await attacker.closed).code).toBe(closeCode('notAllowed'))
})

test('SPEC: Scope — garbage under a moderator’s next clocks would swallow what she writes next, and is refused', async () => {
  const { clientID } = witnesses.mona.doc
  const clock = Y.getState(copy().store, clientID)
  const garbage = new Y.GC(Y.createID(clientID, clock), 500)
  const update = assemble({ blocks: [{ client: clientID, clock, structs: [garbage] }], deletes: [] })
  expect(await send('ana', update)).toBe(closeCode('forged'))
})

test('SPEC: Scope — the same under the id of somebody who is only present yet', async () => {
  const page = await Bare.join(server.url('mona'))
  const state = JSON.stringify({ field: null })
  page.send({ kind: 'awareness', update: writeAwareness([{ client: 4711, clock: 1, state }]) })
  const watcher = await Bare.join(server.url('ben'))
  await watcher.heard('awareness', ({ update }) => Buffer.from(update).includes('mona'))
  const garbage = new Y.GC(Y.createID(4711, 0), 500)
  const update = assemble({ blocks: [{ client: 4711, clock: 0, structs: [garbage] }], deletes: [] })
  expect(await send('ana', update)).toBe(closeCode('forged'))
  page.socket.close()
  watcher.socket.close()
})

test('SPEC: Scope — the same after a restart, before she is back', async () => {
  const { clientID } = witnesses.mona.doc
  const clock = Y.getState(copy().store, clientID)
  witnesses.mona.disconnect()
  await server.restart()
  const garbage = new Y.GC(Y.createID(clientID, clock), 500)
  const update = assemble({ blocks: [{ client: clientID, clock, structs: [garbage] }], deletes: [] })
  expect(await send('ana', update)).toBe(closeCode('forged'))
  witnesses.mona.connect()
  await Promise.all(
    [witnesses.mona, witnesses.ben].map(
      (one) => one.synced || new Promise<void>((resolve) => one.once('sync', () => resolve())),
    ),
  )
})

test('SPEC: Gaps — a hundred gaps in a row are asked about once, and what fits is taken meanwhile', async () => {
  const attacker = await Bare.join(server.url('ana', '&ack=1'))
  const asked = attacker.messages.filter(({ kind }) => kind === 'step1').length
  const gap = changed(
    updateOf(copy(), (doc) => doc.getText('title').insert(0, 'x')),
    ({ blocks }) => {
      blocks[0]!.clock += 1_000
    },
  )
  for (let count = 0; count < 100; count++) attacker.send({ kind: 'update', update: gap })
  const fits = updateOf(copy(), (doc) => doc.getText('title').insert(0, 'Fits '))
  attacker.send({ kind: 'update', update: fits })
  await becomes(copy(), () => copy().getText('title').toString().startsWith('Fits '))
  expect(attacker.messages.filter(({ kind }) => kind === 'step1')).toHaveLength(asked + 1)
  expect(attacker.messages.some(({ kind }) => kind === 'ack')).toBe(false)
  attacker.socket.close()
})

test('SPEC: Presence — a socket that speaks for a thousand is heard as one, under its own name', async () => {
  const attacker = await Bare.join(server.url('rita'))
  const { clientID } = witnesses.mona.doc
  const state = JSON.stringify({ user: { name: 'Mona', id: server.members.mona }, field: 'title' })
  const clients = [clientID, ...Array.from({ length: 1_000 }, (_, index) => index + 1)]
  attacker.send({
    kind: 'awareness',
    update: writeAwareness(clients.map((client) => ({ client, clock: 2 ** 50, state }))),
  })
  const { awareness } = witnesses.ben
  const names = () => [...awareness.getStates().values()].map(({ user }) => user?.name)
  await new Promise<void>((resolve) => {
    const look = () => names().includes('rita') && resolve()
    awareness.on('change', look)
    look()
  })
  expect(names().filter((name) => name === 'rita')).toHaveLength(1)
  expect(awareness.getStates().get(clientID)).not.toHaveProperty('field', 'title')
  attacker.socket.close()
})

test('SPEC: Scope — a reader’s structs that lie nowhere are something new all the same', async () => {
  const garbage = new Y.GC(Y.createID(815, 0), 1)
  const update = assemble({ blocks: [{ client: 815, clock: 0, structs: [garbage] }], deletes: [] })
  expect(await send('rita', update)).toBe(closeCode('notAllowed'))
})

test('SPEC 7: nobody changes the number of the document’s shape', async () => {
  const update = updateOf(copy(), (doc) => doc.getMap('meta').set('schema', 99))
  expect(await send('mona', update)).toBe(closeCode('notAllowed'))
  expect(copy().getMap('meta').get('schema')).toBe(1)
})

test('SPEC: Scope — the conclusion’s paragraphs cannot be taken by undoing what one never wrote', async () => {
  const { clientID } = witnesses.mona.doc
  const everything = Y.getState(copy().store, clientID)
  const update = assemble({
    blocks: [],
    deletes: [{ client: clientID, ranges: [{ clock: 0, len: everything }] }],
  })
  expect(await send('ana', update)).toBe(closeCode('notAllowed'))
})
