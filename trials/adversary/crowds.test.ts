import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Bare, type Started, startServer, statusOf } from '@/server/collab/testing'
import { throwAt } from './raw-socket'
import { updateOf, Witnesses } from './witness'

/*
 * Too many, too much, from elsewhere, or not listening.
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

const address = (path: string) => new URL(`ws://127.0.0.1:${server.port}/collab/${path}`)

test('SPEC: Who — ten thousand room names open no room, and each is answered', async () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `room-${index}`)
  const answers = new Map<number | string, number>()
  const knocking = Array.from({ length: 50 }, async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const { end } = await throwAt(address(`${name}?ticket=ana`), {}, [new Uint8Array([3])])
      answers.set(end, (answers.get(end) ?? 0) + 1)
    }
  })
  await Promise.all(knocking)
  expect([...answers]).toEqual([[-404, 10_000]])
  expect(server.rooms.stats()).toMatchObject({ rooms: 1, sockets: 2, refusals: {} })
})

test('SPEC: Who — names that climb, hide or overflow are no rooms', async () => {
  const { id } = server.session
  for (const path of [
    '..',
    `${id}/..`,
    `${id}%00`,
    `${id}%2f`,
    `%2e%2e/${id}`,
    '',
    'x'.repeat(10_000),
    `${id}/x`,
  ])
    expect([-404, -400, -431], path).toContain(
      (await throwAt(address(`${path}?ticket=ana`), {}, [new Uint8Array([3])])).end,
    )
  expect(server.rooms.stats().rooms).toBe(1)
})

test('SPEC: Who — a page without an address, or with one that only looks like ours, opens no socket with a cookie', async () => {
  const room = `ws://localhost:${server.port}/collab/${server.session.id}`
  for (const origin of [
    'null',
    'file://',
    'https://report.example.org@evil.example',
    'http://report.example.org',
    'https://report.example.org:8443',
    `http://localhost:${server.port + 1}`,
    'report.example.org',
    '*',
  ])
    expect(await statusOf(room, { origin, cookie: 'who=ana' }), origin).toBe(403)
})

test('SPEC: Who — one room’s ticket, or a long one, opens nothing else', async () => {
  const base = `ws://localhost:${server.port}/collab`
  expect(await statusOf(`${base}/${server.session.id}?ticket=${'x'.repeat(4_000)}`)).toBe(401)
  expect(await statusOf(`${base}/${server.session.id}?ticket=`)).toBe(401)
  expect(await statusOf(`${base}/${server.session.id}?ticket=nobody&ticket=ana`)).toBe(401)
})

test('SPEC: Limits — who floods is read slowly; others’ edits are confirmed meanwhile', async () => {
  const flooder = await Bare.join(server.url('ana', '&ack=1'))
  const doc = new Y.Doc()
  flooder.send({ kind: 'step1', vector: new Uint8Array([0]) })
  Y.applyUpdate(doc, (await flooder.heard('step2')).update)
  let sent = 0
  doc.on('update', (update: Uint8Array) => {
    sent++
    flooder.send({ kind: 'update', update })
  })
  for (let count = 0; count < 5_000; count++) doc.getText('event').insert(0, 'x')
  await flooder.heard('ack', ({ count }) => count >= 600)
  await witnesses.type()
  const confirmed = Math.max(
    ...flooder.messages.map((message) => (message.kind === 'ack' ? message.count : 0)),
  )
  expect(confirmed).toBeLessThan(sent)
  flooder.socket.terminate()
})

test('SPEC: Limits — who asks for the whole document and reads nothing of it is cut, and nothing of it stays', async () => {
  const mona = await Bare.join(server.url('mona', '&ack=1'))
  const large = updateOf(witnesses.ben.doc, (doc) => doc.getText('theme').insert(0, 'large '.repeat(300_000)))
  mona.send({ kind: 'update', update: large })
  await mona.heard('ack', ({ count }) => count === 1)
  const { sockets } = server.rooms.stats()
  const greedy = await Bare.join(server.url('rita'))
  expect(server.rooms.stats().sockets).toBe(sockets + 1)
  greedy.socket.pause()
  for (let count = 0; count < 100; count++) greedy.send({ kind: 'step1', vector: new Uint8Array([0]) })
  await expect.poll(() => server.rooms.stats().sockets, { timeout: 30_000 }).toBe(sockets)
  greedy.socket.terminate()
  mona.socket.close()
})

test('SPEC: The room — a hundred who come and go at once leave nothing behind', async () => {
  const { sockets } = server.rooms.stats()
  await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const bare = await Bare.join(server.url(index % 2 === 0 ? 'ana' : 'rita'))
      bare.socket.terminate()
      await bare.closed
    }),
  )
  await expect.poll(() => server.rooms.stats().sockets, { timeout: 30_000 }).toBe(sockets)
})
