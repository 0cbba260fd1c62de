import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { writeMessage } from '@/lib/collab/messages'
import { Bare, type Started, startServer } from '@/server/collab/testing'
import { frame, throwBytes } from './raw-socket'
import { updateOf, Witnesses } from './witness'

/*
 * Below the messages: frames that are broken, endless, or cut into pieces, as WebSocket allows or forbids them.
 */

const CONTINUATION = 0x00
const BINARY = 0x02
const TEXT = 0x01
const PING = 0x09
const LAST = 0x80
const MiB = 1024 * 1024

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

/** Sends bytes below an upgraded connection; with which code the server closed it (0: without one). */
function send(...frames: Uint8Array[]): Promise<number> {
  const url = new URL(server.url('ana', '&ack=1').replace('localhost', '127.0.0.1'))
  return throwBytes(url, Buffer.concat(frames))
}

test('SPEC: Limits — a message beyond what the server reads at all ends its socket, before it has come whole', async () => {
  const head = frame(LAST | BINARY, new Uint8Array(5 * MiB)).subarray(0, 200)
  expect(await send(head)).toBe(1009)
})

test('SPEC: Limits — pieces that together are too large are told when they are whole', async () => {
  const piece = new Uint8Array(MiB)
  const whole = [
    frame(BINARY, writeMessage({ kind: 'update', update: new Uint8Array(100) })),
    frame(CONTINUATION, piece),
    frame(LAST | CONTINUATION, new Uint8Array(MiB + 1)),
  ]
  expect(await send(...whole)).toBe(closeCode('tooLarge'))
})

test('SPEC: Limits — pieces without an end are cut off', async () => {
  const pieces = Array.from({ length: 20_000 }, () => frame(CONTINUATION, new Uint8Array()))
  expect(await send(frame(BINARY, new Uint8Array(1)), ...pieces)).toBe(1008)
})

test('An honest update in pieces of one byte, with pings in between, is taken', async () => {
  const update = updateOf(witnesses.ben.doc, (doc) => doc.getText('title').insert(0, 'Piecemeal '))
  const message = writeMessage({ kind: 'update', update })
  const pieces = [...message].flatMap((byte, index) => {
    const last = index === message.length - 1 ? LAST : 0
    const piece = frame(last | (index === 0 ? BINARY : CONTINUATION), new Uint8Array([byte]))
    return index % 10 === 0 ? [frame(LAST | PING, new Uint8Array()), piece] : [piece]
  })
  const arrived = new Promise<void>((resolve) => {
    const { doc } = witnesses.mona
    doc.on('update', () => doc.getText('title').toString().startsWith('Piecemeal ') && resolve())
  })
  // What ends it is the garbage behind it.
  expect(await send(...pieces, frame(LAST | BINARY, new Uint8Array([99])))).toBe(closeCode('badMessage'))
  await arrived
})

test.each([
  ['a continuation of nothing', frame(LAST | CONTINUATION, new Uint8Array(1))],
  [
    'a new message within one',
    Buffer.concat([frame(BINARY, new Uint8Array(1)), frame(LAST | BINARY, new Uint8Array(1))]),
  ],
  ['an opcode that there is not', frame(LAST | 0x03, new Uint8Array(1))],
  ['bits that nothing was agreed for', frame(LAST | 0x70 | BINARY, new Uint8Array(1))],
  ['a frame without a mask', Buffer.from([LAST | BINARY, 1, 0])],
  ['a ping in pieces', frame(PING, new Uint8Array(1))],
  ['a ping that is too long', frame(LAST | PING, new Uint8Array(200))],
  [
    'a length of more than any number',
    Buffer.from([LAST | BINARY, 0xff, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]),
  ],
])('SPEC 6: %s ends the socket it came from', async (_, bytes) => {
  expect([1002, 1009]).toContain(await send(bytes))
})

test('SPEC 6: text, also such as is no text, ends the socket it came from', async () => {
  expect(await send(frame(LAST | TEXT, Buffer.from('hello')))).toBe(closeCode('badMessage'))
  expect(await send(frame(LAST | TEXT, Buffer.from([0xff, 0xfe])))).toBe(1007)
})

test('SPEC 6: ten thousand pings at once are answered or cut off, and nothing more', async () => {
  const pings = Array.from({ length: 10_000 }, () => frame(LAST | PING, new Uint8Array(100)))
  const end = await send(...pings, frame(LAST | BINARY, new Uint8Array([99])))
  expect([0, closeCode('badMessage')]).toContain(end)
})

test('SPEC: Limits — a document’s worth in small frames is counted, and what was confirmed is kept', async () => {
  const doc = new Y.Doc()
  const attacker = await Bare.join(server.url('ana', '&ack=1'))
  attacker.send({ kind: 'step1', vector: new Uint8Array([0]) })
  Y.applyUpdate(doc, (await attacker.heard('step2')).update)
  doc.on('update', (update: Uint8Array) => attacker.send({ kind: 'update', update }))
  for (let count = 0; count < 500; count++) doc.getText('event').insert(0, `${count} `)
  await attacker.heard('ack', ({ count }) => count === 500)
  expect((await server.onDisk()).getText('event').toString()).toContain('499 498 497')
  attacker.socket.close()
})
