import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { closeCode, closeSentence } from '@/lib/collab/close-codes'
import { APP } from '@/lib/report/document'
import { gsef2020 } from '@/lib/report/samples'
import { type RoomLog, RoomUnreadable } from '../store/store'
import { Bare, joinStock, type Started, startServer } from './testing'

/*
 * The room and its log: what is loaded, confirmed, frozen and let go, and when.
 */

let server: Started | undefined
const { template } = gsef2020

afterEach(async () => {
  await server?.stop()
  server = undefined
})

type Gate = { open(): void; passed: Promise<void> }

function gate(): Gate {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, passed }
}

/** An update that writes `text` into the title of what the server holds. */
async function titleUpdate(started: Started, text: string): Promise<Uint8Array> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await started.rooms.encode(started.session.id))
  const vector = Y.encodeStateVector(doc)
  doc.getText('title').insert(0, text)
  return Y.encodeStateAsUpdate(doc, vector)
}

async function titleOf(started: Started): Promise<string> {
  return (await started.rooms.read(started.session.id, template)).report.title
}

test('An edit is confirmed, and others hear of it, only after its commit (SPEC 1, SPEC 5)', async () => {
  const commit = gate()
  server = await startServer({
    log: (log) => ({ ...log, append: (entry) => commit.passed.then(() => log.append(entry)) }),
  })
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  const ben = await Bare.join(server.url('ben'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Soon ') })
  // A frame that brings nothing new waits as well: what it repeats is not durable yet.
  ana.send({ kind: 'update', update: await titleUpdate(server, '') })
  ana.send({ kind: 'query' })
  await ana.heard('awareness')
  expect(ana.messages.some(({ kind }) => kind === 'ack')).toBe(false)
  // Whoever joins now waits for it, too, and gets nothing that the server could still lose.
  ben.send({ kind: 'step1', vector: new Uint8Array([0]) })
  ben.send({ kind: 'query' })
  await ben.heard('awareness')
  expect(ben.messages.some(({ kind }) => kind === 'update' || kind === 'step2')).toBe(false)
  commit.open()
  await ben.heard('update')
  await ben.heard('step2')
  await ana.heard('ack', ({ count }) => count === 2)
  expect((await server.onDisk()).getText('title').toString()).toMatch(/^Soon /)
})

test('Who asks again before the answer could leave is answered once more, and no oftener (SPEC: Limits)', async () => {
  const commit = gate()
  server = await startServer({
    log: (log) => ({ ...log, append: (entry) => commit.passed.then(() => log.append(entry)) }),
  })
  const [ana, ben] = [await Bare.join(server.url('ana')), await Bare.join(server.url('ben'))]
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Soon ') })
  ana.send({ kind: 'query' })
  await ana.heard('awareness')
  for (let count = 0; count < 50; count++) ben.send({ kind: 'step1', vector: new Uint8Array([0]) })
  ben.send({ kind: 'query' })
  await ben.heard('awareness')
  commit.open()
  await ben.heard('update')
  await titleOf(server)
  const heard = ben.messages.length
  ben.send({ kind: 'query' })
  await ben.heard('awareness', (message) => ben.messages.indexOf(message) >= heard)
  expect(ben.messages.filter(({ kind }) => kind === 'step2')).toHaveLength(2)
})

test('A client that did not ask for confirmations gets none (SPEC: Messages)', async () => {
  server = await startServer()
  const ana = await Bare.join(server.url('ana'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Soon ') })
  await server.rooms.read(server.session.id, template)
  ana.send({ kind: 'step1', vector: new Uint8Array([0]) })
  await ana.heard('step2')
  expect(ana.messages.some(({ kind }) => kind === 'ack' || kind === 'standing')).toBe(false)
})

test('A reading contains every edit that was confirmed, and names its place in the log (SPEC 2)', async () => {
  server = await startServer()
  const before = await server.rooms.read(server.session.id, template)
  expect(before).toEqual({ report: gsef2020, seq: 1 })
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Confirmed ') })
  await ana.heard('ack', ({ count }) => count === 1)
  const after = await server.rooms.read(server.session.id, template)
  expect(after).toEqual({ report: { ...gsef2020, title: `Confirmed ${gsef2020.title}` }, seq: 2 })
})

test('Two who join at once get one load (SPEC: The room)', async () => {
  let loads = 0
  server = await startServer({
    log: (log) => ({
      ...log,
      load: (room) => {
        loads++
        return log.load(room)
      },
    }),
  })
  const { url } = server
  await Promise.all([Bare.join(url('ana')), Bare.join(url('ben')), Bare.join(url('rita'))])
  expect(loads).toBe(1)
  expect(server.rooms.stats()).toMatchObject({ rooms: 1, sockets: 3 })
})

test('Reading a session that nobody is in opens no room (SPEC: The room)', async () => {
  server = await startServer()
  await titleOf(server)
  expect(server.rooms.stats().rooms).toBe(0)
})

test('Who comes while a room is being let go finds it, with its edits (SPEC: The room)', async () => {
  const settling = gate()
  const commit = gate()
  server = await startServer({
    idleMs: 0,
    log: (log) => ({
      ...log,
      append: async (entry) => {
        settling.open()
        await commit.passed
        return log.append(entry)
      },
    }),
  })
  const ana = await Bare.join(server.url('ana'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Late ') })
  await settling.passed
  ana.socket.close()
  await ana.closed
  const ben = await Bare.join(server.url('ben'))
  commit.open()
  ben.send({ kind: 'step1', vector: new Uint8Array([0]) })
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await ben.heard('step2')).update)
  expect(doc.getText('title').toString()).toMatch(/^Late /)
  // It is one room still: who comes now hears what the other writes.
  await titleOf(server)
  const rita = await Bare.join(server.url('rita'))
  ben.send({ kind: 'update', update: await titleUpdate(server, 'Very ') })
  await rita.heard('update')
  rita.socket.close()
  ben.socket.close()
  await expect.poll(() => server!.rooms.stats().rooms).toBe(0)
  expect(await titleOf(server)).toMatch(/^Very Late /)
})

test('Nobody gets into a room that cannot be read, and nothing is written to it (SPEC: The room)', async () => {
  const written: unknown[] = []
  const broken = (log: RoomLog): RoomLog => ({
    ...log,
    load: () => Promise.reject(new RoomUnreadable('a hole')),
    append: (entry) => {
      written.push(entry)
      return log.append(entry)
    },
    compact: async (room) => void written.push(room),
  })
  server = await startServer({ log: broken })
  const ana = await joining(server.url('ana'))
  expect(ana).toBe(closeCode('unreadable'))
  await expect(server.rooms.edit(server.session.id, 'x', () => {})).rejects.toThrow(RoomUnreadable)
  expect(written).toEqual([])
  expect(server.rooms.stats().rooms).toBe(0)
})

test('A log that lacks something it builds on is not opened (SPEC: The room)', async () => {
  server = await startServer()
  const { session, store, rooms } = server
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update) => updates.push(update))
  for (const letter of 'ab') doc.getText('title').insert(0, letter)
  await store.log.append({ room: session.id, user: 'x', data: updates[1]! })
  expect(await joining(server.url('ana'))).toBe(closeCode('unreadable'))
  await expect(rooms.read(session.id, template)).rejects.toThrow(RoomUnreadable)
})

test('A document that has reached its size takes no more, from nobody (SPEC: Limits)', async () => {
  server = await startServer()
  const { session, rooms } = server
  const insert = (length: number) => (doc: Y.Doc) => doc.getText('title').insert(0, 'x'.repeat(length))
  await rooms.edit(session.id, 'x', insert(16 * 1024 * 1024))
  const ana = await Bare.join(server.url('ana'))
  const small = new Y.Doc()
  insert(1)(small)
  ana.send({ kind: 'update', update: Y.encodeStateAsUpdate(small) })
  expect((await ana.closed).code).toBe(closeCode('tooLarge'))
  await expect(rooms.edit(session.id, 'x', insert(1))).rejects.toThrow(closeSentence('tooLarge'))
  expect((await rooms.read(session.id, template)).seq).toBe(2)
})

function joining(url: string): Promise<number> {
  const socket = new WebSocket(url)
  return new Promise((resolve) => {
    socket.onclose = ({ code }) => resolve(code)
  })
}

test('Freezing takes what came before and nothing after, until it thaws (SPEC 9)', async () => {
  server = await startServer()
  const { session, rooms } = server
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'In time ') })
  await ana.heard('ack', ({ count }) => count === 1)
  const frozen = await rooms.freeze(session.id, template)
  expect(frozen).toMatchObject({ report: { title: `In time ${gsef2020.title}` }, seq: 2 })
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Late ') })
  expect((await ana.closed).code).toBe(closeCode('approved'))
  await expect(rooms.edit(session.id, 'x', (doc) => doc.getText('title').insert(0, 'x'))).rejects.toThrow()
  expect(await rooms.read(session.id, template)).toEqual(frozen)
  rooms.thaw(session.id)
  const again = await Bare.join(server.url('ana', '&ack=1'))
  again.send({ kind: 'update', update: await titleUpdate(server, 'Again ') })
  await again.heard('ack', ({ count }) => count === 1)
  expect(await titleOf(server)).toMatch(/^Again In time/)
})

test('A change made by the server is durable and reaches everybody (SPEC: The room)', async () => {
  server = await startServer()
  const ana = await joinStock(server, 'ana')
  const heard = new Promise<void>((resolve) => ana.doc.once('update', () => resolve()))
  await server.rooms.edit(server.session.id, 'somebody', (doc) => {
    doc.transact(() => doc.getText('title').insert(0, 'Server '), APP)
  })
  expect((await server.onDisk()).getText('title').toString()).toMatch(/^Server /)
  await heard
  expect(ana.doc.getText('title').toString()).toMatch(/^Server /)
  ana.awareness.destroy()
  ana.destroy()
})

test('A room whose document a change left half done is loaded anew, and nothing of it is kept (SPEC 6)', async () => {
  server = await startServer()
  const { session, rooms } = server
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Whole ') })
  const failing = rooms.edit(session.id, 'x', (doc) => {
    doc.getText('title').insert(0, 'Half ')
    throw new Error('half way')
  })
  await expect(failing).rejects.toThrow('A change failed half way')
  expect((await ana.closed).code).toBe(1012)
  const again = await Bare.join(server.url('ana', '&ack=1'))
  again.send({ kind: 'update', update: await titleUpdate(server, 'Then ') })
  await again.heard('ack', ({ count }) => count === 1)
  expect(await titleOf(server)).toMatch(/^Then (Whole )?/)
  expect((await server.onDisk()).getText('title').toString()).not.toContain('Half')
})

test('A socket that does not answer pings is cut, one that does stays (SPEC: Alive)', async () => {
  server = await startServer({ silenceMs: 1_000 })
  const alive = await Bare.join(server.url('ana'))
  const dead = await Bare.join(server.url('ben'), { autoPong: false })
  expect((await dead.closed).code).toBe(1006)
  // Both came at the same time, and the other has been silent, too, but for its answers.
  expect(alive.socket.readyState).toBe(alive.socket.OPEN)
  expect(alive.messages.filter(({ kind }) => kind === 'awareness').length).toBeGreaterThan(1)
})

test('Disconnecting closes whom it names, with the reason in words (SPEC: Closing)', async () => {
  server = await startServer()
  const [ana, ben] = [await Bare.join(server.url('ana')), await Bare.join(server.url('ben'))]
  server.rooms.disconnect(server.session.id, ({ name }) => name === 'ana', 'signedOut')
  expect(await ana.closed).toEqual({
    code: closeCode('signedOut'),
    reason: expect.stringContaining('signed out'),
  })
  expect(server.rooms.stats()).toMatchObject({ refusals: { signedOut: 1 } })
  ben.send({ kind: 'query' })
  await ben.heard('awareness')
})

test('Stopping commits what was received, confirms it and closes with 1012 (SPEC: The room)', async () => {
  const commit = gate()
  server = await startServer({
    log: (log) => ({ ...log, append: (entry) => commit.passed.then(() => log.append(entry)) }),
  })
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  const ben = await Bare.join(server.url('ben'))
  ana.send({ kind: 'update', update: await titleUpdate(server, 'Last ') })
  ana.send({ kind: 'query' })
  await ana.heard('awareness')
  const closing = server.rooms.close()
  // What comes now is not taken any more.
  ben.send({ kind: 'update', update: await titleUpdate(server, 'Too late ') })
  commit.open()
  await closing
  for (const { closed } of [ana, ben]) expect((await closed).code).toBe(1012)
  expect(ana.messages.at(-1)).toEqual({ kind: 'ack', count: 1 })
  expect((await server.onDisk()).getText('title').toString()).toMatch(/^Last /)
})

test('A compaction that fails is logged once, whoever writes meanwhile', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const failing = gate()
  server = await startServer({
    log: (log) => ({ ...log, compact: () => failing.passed.then(() => Promise.reject(new Error('no'))) }),
  })
  const { rooms, session } = server
  const write = () => rooms.edit(session.id, 'x', (doc) => doc.getText('title').insert(0, 'x'))
  await Promise.all(Array.from({ length: 520 }, write))
  failing.open()
  await write()
  await rooms.close()
  const failures = said.mock.calls.filter(([what]) => what === 'A room could not be compacted:')
  expect(failures).toEqual([['A room could not be compacted:', new Error('no')]])
})

test('A long log is compacted while the room is open, and loses nothing (SPEC: The room)', async () => {
  const compacted = gate()
  server = await startServer({
    log: (log) => ({
      ...log,
      compact: async (room) => {
        await log.compact(room)
        compacted.open()
      },
    }),
  })
  const { session, rooms, store } = server
  const ana = await Bare.join(server.url('ana'))
  for (let count = 0; count < 520; count++)
    void rooms.edit(session.id, 'x', (doc) => doc.getText('title').insert(0, 'x'))
  await compacted.passed
  const { snapshot, updates } = await store.log.load(session.id)
  expect(snapshot).toBeDefined()
  expect(updates.length).toBeLessThan(100)
  const { report, seq } = await rooms.read(session.id, template)
  expect(report.title).toBe('x'.repeat(520) + gsef2020.title)
  expect(seq).toBe(521)
  ana.socket.close()
})
