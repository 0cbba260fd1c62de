import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { type Connection, connect, type SaveState } from '@/lib/collab/connection'
import { gsef2020 } from '@/lib/report/samples'
import type { RoomLog } from '../store/store'
import { Bare, PEOPLE, type Started, startServer, type Who } from './testing'

/*
 * Our own client (lib/collab/connection.ts) against a real server: what it calls saved, and how it comes back.
 */

let server: Started
let connections: Connection[]
let commits: { wait: Promise<void>; go: () => void; waits: () => void } | undefined

beforeEach(async () => {
  commits = undefined
  connections = []
  const log = (one: RoomLog): RoomLog => ({
    ...one,
    append: async (entry) => {
      commits?.waits()
      await commits?.wait
      return one.append(entry)
    },
  })
  server = await startServer({ log })
})
afterEach(async () => {
  vi.useRealTimers()
  for (const connection of connections) connection.destroy()
  await server.stop()
})

/** Lets no commit through until `commits.go()`; resolves when one waits. */
function holdCommits(): Promise<void> {
  const [waiting, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  commits = { wait: go.promise, go: go.resolve, waits: waiting.resolve }
  return waiting.promise
}

function open(who: Who, doc = new Y.Doc(), options: { statusUrl?: string } = {}): Connection {
  const connection = connect({ doc, url: server.url(who), ...options })
  connections.push(connection)
  return connection
}

/** Resolves with the state once it is of this kind. */
function state<K extends SaveState['kind']>(
  connection: Connection,
  kind: K,
): Promise<SaveState & { kind: K }> {
  return new Promise((resolve) => {
    const look = () => {
      const now = connection.state()
      if (now.kind !== kind) return
      stop()
      resolve(now as SaveState & { kind: K })
    }
    const stop = connection.subscribe(look)
    look()
  })
}

const diskTitle = async () => (await server.onDisk()).getText('title').toString()

test('“Saved” is said only when the edit is durable (SPEC 1, SPEC 4)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  expect(connection.state()).toEqual({ kind: 'connecting' })
  await state(connection, 'saved')
  expect(doc.getText('title').toString()).toBe(gsef2020.title)
  const reached = holdCommits()
  doc.getText('title').insert(0, 'Typed ')
  expect(connection.state()).toMatchObject({ kind: 'saving', since: expect.any(Number) })
  // The server has it, and it is still not saved.
  await reached
  expect(connection.state().kind).toBe('saving')
  commits!.go()
  await state(connection, 'saved')
  expect(await diskTitle()).toMatch(/^Typed /)
})

test('A pure deletion, which no state vector shows, is confirmed too (SPEC 1)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  holdCommits()
  doc.getText('title').delete(0, 5)
  expect(connection.state().kind).toBe('saving')
  commits!.go()
  await state(connection, 'saved')
  expect(await diskTitle()).toBe(gsef2020.title.slice(5))
})

test('What was written while the server was away is sent and saved when it is back (SPEC 3, SPEC 12)', async () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()]
  const [ana, ben] = [open('ana', a), open('ben', b)]
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  a.getText('title').insert(0, 'Before ')
  await state(ana, 'saved')
  const back = server.restart()
  await state(ana, 'connecting')
  a.getText('title').insert(0, 'During ')
  b.getText('title').delete(b.getText('title').length - 3, 3)
  expect(ana.state().kind).toBe('saving')
  await back
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  const title = `During Before ${gsef2020.title.slice(0, -3)}`
  expect(await diskTitle()).toBe(title)
  await expect.poll(() => [a, b].map((doc) => doc.getText('title').toString())).toEqual([title, title])
})

test('A socket that has gone silent is given up after 15 s, and not green until a new one is in step (SPEC 4)', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  const kinds: string[] = []
  connection.subscribe(() => kinds.push(connection.state().kind))
  vi.advanceTimersByTime(14_000)
  expect(connection.state().kind).toBe('saved')
  vi.advanceTimersByTime(1_000)
  expect(kinds).toEqual(['connecting'])
  doc.getText('title').insert(0, 'Alone ')
  await vi.advanceTimersByTimeAsync(250)
  await state(connection, 'saved')
  expect(await diskTitle()).toMatch(/^Alone /)
})

test('A client that knows an older document catches up and loses nothing of its own (SPEC 5)', async () => {
  const doc = new Y.Doc()
  const first = open('ana', doc)
  await state(first, 'saved')
  first.destroy()
  doc.getText('title').insert(0, 'Offline ')
  const ben = open('ben')
  await state(ben, 'saved')
  const again = open('ana', doc)
  await state(again, 'saved')
  expect(await diskTitle()).toMatch(/^Offline /)
})

test('A refused edit closes the connection for good and stays in the document for the rescue (SPEC 3)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  doc.getXmlFragment('conclusion/text').insert(0, [new Y.XmlElement('paragraph')])
  const closed = await state(connection, 'closed')
  expect(closed).toEqual({ kind: 'closed', code: 'notAllowed', since: expect.any(Number) })
  doc.getText('title').insert(0, 'Kept ')
  expect(connection.state()).toEqual(closed)
  expect(doc.getText('title').toString()).toMatch(/^Kept /)
  await expect.poll(() => server.rooms.stats().sockets).toBe(0)
})

test('Approval makes it read only, with what came too late kept; reopening sends that (SPEC 3, SPEC 9)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  await server.approve()
  await server.rooms.freeze(server.session.id, gsef2020.template)
  doc.getText('title').insert(0, 'Late ')
  expect(await state(connection, 'readonly')).toEqual({ kind: 'readonly', since: expect.any(Number) })
  // It is back in, and follows.
  await expect.poll(() => server.rooms.stats().sockets).toBe(1)
  expect(await diskTitle()).toBe(gsef2020.title)
  await server.store.sessions.setState(server.session.id, 'approved', 'draft')
  server.rooms.thaw(server.session.id)
  await state(connection, 'saved')
  expect(await diskTitle()).toMatch(/^Late /)
})

test('What an earlier page wrote, and an approved report does not take, is told to be only here (SPEC 3)', async () => {
  const doc = new Y.Doc()
  const earlier = open('ana', doc)
  await state(earlier, 'saved')
  earlier.destroy()
  doc.getText('title').insert(0, 'Offline ')
  await server.approve()
  const connection = open('ana', doc)
  await expect.poll(() => connection.state()).toEqual({ kind: 'readonly', since: expect.any(Number) })
})

test('Who writes nothing just then hears of approval and reopening as well (SPEC 9)', async () => {
  const connection = open('ana')
  await state(connection, 'saved')
  await server.rooms.freeze(server.session.id, gsef2020.template)
  await server.approve()
  await state(connection, 'readonly')
  await server.store.sessions.setState(server.session.id, 'approved', 'draft')
  server.rooms.thaw(server.session.id)
  await state(connection, 'saved')
})

test('A reader follows, is told that nothing is taken, and sends nothing (SPEC: Messages)', async () => {
  const doc = new Y.Doc()
  const rita = open('rita', doc)
  expect(await state(rita, 'readonly')).toEqual({ kind: 'readonly', since: undefined })
  const bare = await Bare.join(server.url('ana'))
  const mine = new Y.Doc()
  Y.applyUpdate(mine, await server.rooms.encode(server.session.id))
  const vector = Y.encodeStateVector(mine)
  mine.getText('title').insert(0, 'Live ')
  bare.send({ kind: 'update', update: Y.encodeStateAsUpdate(mine, vector) })
  await expect.poll(() => doc.getText('title').toString()).toMatch(/^Live /)
  expect(rita.state()).toEqual({ kind: 'readonly', since: undefined })
  expect(server.rooms.stats().refusals).toEqual({})
})

test('A membership that ends, ends the connection for good (SPEC 9)', async () => {
  const connection = open('ana')
  await state(connection, 'saved')
  await server.store.memberships.end(server.members.ana)
  expect(await state(connection, 'closed')).toEqual({ kind: 'closed', code: 'revoked', since: undefined })
})

test('An upgrade that the server refuses is told from a network that fails (SPEC: Who)', async () => {
  const api = createServer((_, response) =>
    response
      .writeHead(403, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ type: 'urn:rapporteur:problem:not-allowed' })),
  ).listen(0)
  onTestFinished(() => void api.close())
  const statusUrl = `http://localhost:${(api.address() as AddressInfo).port}`
  await server.store.memberships.end(server.members.ana)
  const refused = open('ana', new Y.Doc(), { statusUrl })
  expect(await state(refused, 'closed')).toMatchObject({ code: 'revoked' })
})

test('While somebody composes, the others’ edits wait, and come in order afterwards (SPEC: Composing)', async () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()]
  const [ana, ben] = [open('ana', a), open('ben', b)]
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  ana.hold(true)
  b.getText('title').insert(0, 'one ')
  b.getText('title').insert(0, 'two ')
  await state(ben, 'saved')
  a.getText('type').insert(0, '한')
  await state(ana, 'saved')
  expect(a.getText('title').toString()).toBe(gsef2020.title)
  ana.hold(false)
  await expect.poll(() => a.getText('title').toString()).toBe(`two one ${gsef2020.title}`)
})

test('Everybody sees who is here, and sees them leave (SPEC 10)', async () => {
  const [ana, ben] = [open('ana'), open('ben')]
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  ana.awareness.setLocalState({ field: 'title' })
  const seen = () => ben.awareness.getStates().get(ana.awareness.clientID)
  await expect.poll(seen).toMatchObject({ field: 'title', user: { name: 'ana', role: PEOPLE.ana } })
  ana.destroy()
  await expect.poll(seen).toBeUndefined()
})
