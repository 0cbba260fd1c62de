import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { realClock } from '@/lib/collab/clock'
import type { Bus } from '../cluster/bus'
import { type RoomMessage, writeRoomMessage } from '../cluster/room-messages'
import { openStore } from '../store'
import type { RoomLog } from '../store/store'
import { Link } from './link'

/** Whose messages are not heard anywhere. */
const alone: Bus = {
  send() {},
  listen: async () => ({ stop() {} }),
  onBack() {},
  isUp: () => true,
  close: async () => {},
}

/** A room that was opened when its log had one entry, and what it was told since. */
async function newRoom({ of = (log: RoomLog) => log } = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-link-'))
  const store = await openStore(dir)
  const data = Y.encodeStateAsUpdate(new Y.Doc())
  await store.log.create({ room: 'a', user: 'ana', data })
  const { epoch, head } = await store.log.load('a')
  const told: (string | number)[] = []
  const room = {
    absorb: (updates: Uint8Array[]) => void told.push(updates.length),
    show: (client: number, { node }: { node: string }, state: string) =>
      void told.push(`${client} ${node} ${state}`),
    present: () => [],
    epochEnded: () => void told.push('ended'),
    lost: () => void told.push('lost'),
  }
  const link = new Link(
    { session: 'a', bus: alone, log: of(store.log), clock: realClock },
    room,
    epoch,
    head,
    { stop() {} },
  )
  onTestFinished(async () => {
    link.close()
    await store.close()
    await rm(dir, { recursive: true })
  })
  const append = () => store.log.append({ room: 'a', user: 'ben', data })
  const hear = (message: RoomMessage, from: string) => link.hear(writeRoomMessage(message), from)
  return { log: store.log, link, told, append, hear, epoch, data }
}

test('Whoever asks waits for what others have written, and is told if it cannot be had', async () => {
  let isCut = false
  const { link, told, append } = await newRoom({
    of: (log) => ({
      ...log,
      since: (...of) => (isCut ? Promise.reject(new Error('The database is gone')) : log.since(...of)),
    }),
  })
  await append()
  await link.upToDate()
  expect([told, link.reached]).toEqual([[1], 2])
  await append()
  isCut = true
  await expect(link.upToDate()).rejects.toThrow('could not be read')
  isCut = false
  await link.upToDate()
  expect([told, link.reached]).toEqual([[1, 1], 3])
})

test('Whoever asks after another node began a new epoch hears that, and no error', async () => {
  const { link, told, log } = await newRoom()
  await log.restart({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(new Y.Doc()) })
  await link.upToDate()
  expect(told).toEqual(['ended'])
})

test('What comes too early waits for its place, and what comes twice is taken once', async () => {
  const { link, told, hear, epoch, data } = await newRoom()
  const entry = { account: 'ben', clients: [], update: data }
  hear({ kind: 'entries', epoch, from: 4, entries: [entry, entry] }, 'node1')
  expect([told, link.reached]).toEqual([[], 1])
  for (let times = 0; times < 2; times++)
    hear({ kind: 'entries', epoch, from: 2, entries: [entry, entry] }, 'node2')
  expect([told, link.reached]).toEqual([[2, 2], 5])
})

test('Who moved is not gone when the node that they left says so', async () => {
  const { told, hear } = await newRoom()
  const present = (state: string): RoomMessage => ({
    kind: 'presence',
    present: [{ client: 7, account: 'ben', state }],
  })
  hear(present('{}'), 'node1')
  hear(present('{}'), 'node2')
  hear(present('null'), 'node1')
  expect(told).toEqual(['7 node1 {}', '7 node2 {}'])
  hear(present('null'), 'node2')
  expect(told.at(-1)).toBe('7 node2 null')
})
