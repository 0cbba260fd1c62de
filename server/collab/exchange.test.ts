import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { packFrames, unpackFrames } from '@/lib/collab/exchange-batch'
import { type Message, readMessage, writeMessage } from '@/lib/collab/messages'
import { gsef2020 } from '@/lib/report/samples'
import { FRAME_BYTES } from './limits'
import { joinStock, type Started, startServer, type Who } from './testing'

/*
 * Plain requests against a real server, as a stranger makes them; SPEC: Without WebSockets.
 */

let server: Started

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.stop())

const post = (path: string, body?: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`http://localhost:${server.port}${path}`, { method: 'POST', headers, ...(body && { body }) })

const door = (who: Who, more = '') => `/collab/${server.session.id}?ticket=${who}&ack=1${more}`

/** A channel that does as it is told. */
async function open(who: Who, more = '') {
  const response = await post(door(who, more))
  expect(response.status).toBe(201)
  const { channel } = (await response.json()) as { channel: string }
  const at = `/collab/${server.session.id}/${channel}`
  let [sent, taken] = [0, 0]
  return {
    at,
    async take(): Promise<Message[]> {
      const answer = await post(`${at}/take?n=${taken++}`)
      expect(answer.status).toBe(200)
      return [...unpackFrames(new Uint8Array(await answer.arrayBuffer()))].map(readMessage)
    },
    /** Takes until there is a message of this kind, and returns it. */
    async hear(kind: Message['kind']): Promise<Message> {
      for (;;) {
        const heard = (await this.take()).find((message) => message.kind === kind)
        if (heard) return heard
      }
    },
    send: (...messages: Parameters<typeof writeMessage>[0][]) =>
      post(`${at}/send?n=${sent++}`, packFrames(messages.map(writeMessage))),
    /** The close code, once everything before it was taken. */
    async ending(): Promise<number> {
      for (;;) {
        const answer = await post(`${at}/take?n=${taken++}`)
        if (answer.status === 410) return ((await answer.json()) as { code: number }).code
        await answer.arrayBuffer()
      }
    },
  }
}

/** An update that writes before the title; what it leaves out makes a gap. */
async function typed(text: string): Promise<{ update: Uint8Array; before: Uint8Array }> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await server.rooms.encode(server.session.id))
  const vector = Y.encodeStateVector(doc)
  doc.getText('title').insert(0, 'first ')
  const before = Y.encodeStateAsUpdate(doc, vector)
  const later = Y.encodeStateVector(doc)
  doc.getText('title').insert(0, text)
  return { update: Y.encodeStateAsUpdate(doc, later), before }
}

const diskTitle = async () => (await server.onDisk()).getText('title').toString()

test('It is decided as for a socket who may come in (SPEC: Who)', async () => {
  const { id } = server.session
  const status = async (path: string, headers = {}) => (await post(path, undefined, headers)).status
  expect(await status('/collab/nothing?ticket=ana')).toBe(404)
  expect(await status(`/collab/${id}?ticket=wrong`)).toBe(401)
  expect(await status(`/collab/${id}`, { cookie: 'who=ana' })).toBe(403)
  expect(await status(`/collab/${id}`, { cookie: 'who=ana', origin: 'https://evil.example' })).toBe(403)
  expect(await status(`/collab/${id}`, { cookie: 'who=ana', origin: 'https://report.example.org' })).toBe(201)
  await server.store.memberships.end(server.members.ana)
  expect(await status(door('ana'))).toBe(403)
  expect((await fetch(`http://localhost:${server.port}${door('ben')}`)).status).toBe(404)
})

test('A page of another site can do nothing with a channel', async () => {
  const { at } = await open('ana')
  for (const verb of ['send', 'take', 'leave'])
    expect((await post(`${at}/${verb}?n=0`, undefined, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post(`${at}/send?n=0`)).status).toBe(204)
})

test('An edit is confirmed and goes out as any other (SPEC 1)', async () => {
  const ben = await joinStock(server, 'ben')
  const ana = await open('ana')
  const first = (await ana.take()).map(({ kind }) => kind)
  expect(first.slice(0, 3)).toEqual(['epoch', 'standing', 'step1'])
  const { before } = await typed('')
  expect((await ana.send({ kind: 'step2', update: before })).status).toBe(204)
  expect(await ana.hear('ack')).toEqual({ kind: 'ack', count: 1 })
  expect(await diskTitle()).toBe(`first ${gsef2020.title}`)
  await expect.poll(() => ben.doc.getText('title').toString()).toMatch(/^first /)
  ben.awareness.destroy()
  ben.destroy()
})

test('A gap is asked about, and nothing is confirmed across it (SPEC: Gaps)', async () => {
  const ana = await open('ana')
  await ana.take()
  const { update, before } = await typed('second ')
  await ana.send({ kind: 'update', update })
  expect((await ana.take()).map(({ kind }) => kind)).toEqual(['step1'])
  await ana.send({ kind: 'step2', update: Y.mergeUpdates([before, update]) })
  expect(await ana.hear('ack')).toEqual({ kind: 'ack', count: 2 })
  expect(await diskTitle()).toMatch(/^second first /)
})

test('A batch that is sent again ends the channel, and is not taken twice', async () => {
  const { at, ending } = await open('ana')
  const body = packFrames([writeMessage({ kind: 'step2', update: (await typed('')).before })])
  expect((await post(`${at}/send?n=0`, body)).status).toBe(204)
  expect((await post(`${at}/send?n=0`, body)).status).toBe(410)
  expect(await ending()).toBe(1006)
  expect(server.rooms.stats()).toMatchObject({ updates: 1, sockets: 0 })
})

test('What a person may not write ends it with the same code (SPEC: Scope)', async () => {
  const ana = await open('ana')
  const doc = new Y.Doc()
  doc.getText('secret notes').insert(0, 'x')
  await ana.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc) })
  expect(await ana.ending()).toBe(closeCode('unknownRoot'))
})

test('An older document shape, and another epoch, are told by their codes (SPEC 7, SPEC 8)', async () => {
  expect(await (await open('ana', '&schema=0')).ending()).toBe(closeCode('outdatedSchema'))
  expect(await (await open('ana', '&epoch=another')).ending()).toBe(closeCode('restored'))
})

test('Bytes that are no frames, no message or too many end it, and only it (SPEC 6, SPEC: Limits)', async () => {
  const raw = async (body: Uint8Array<ArrayBuffer>) => {
    const { at, ending } = await open('ana')
    const { status } = await post(`${at}/send?n=0`, body)
    return [status, await ending()]
  }
  expect(await raw(new Uint8Array([200, 1, 2]))).toEqual([410, 1006])
  expect(await raw(packFrames([new Uint8Array([77])]))).toEqual([410, closeCode('badMessage')])
  for (const size of [FRAME_BYTES + 1, 2 * FRAME_BYTES + 1])
    expect(await raw(packFrames([new Uint8Array(size)]))).toEqual([410, closeCode('tooLarge')])
  expect((await (await open('ben')).take()).length).toBeGreaterThan(0)
})

test('A membership that ends, ends the channel (SPEC 9)', async () => {
  const ana = await open('ana')
  await ana.take()
  await server.store.memberships.end(server.members.ana)
  expect(await ana.ending()).toBe(closeCode('revoked'))
})

test('A room that goes down says so to who waits, and who leaves is gone at once', async () => {
  const [ana, ben] = [await open('ana'), await open('ben')]
  expect((await post(`${ben.at}/leave`)).status).toBe(204)
  await expect.poll(() => server.rooms.stats().sockets).toBe(1)
  await ana.take()
  const over = ana.ending()
  await server.rooms.close()
  expect(await over).toBe(1012)
})

test('One that gives up asking is dead like a silent socket (SPEC: Alive)', async () => {
  await server.stop()
  server = await startServer({ silenceMs: 30 })
  await open('ana')
  await expect.poll(() => server.rooms.stats().sockets).toBe(0)
})

test('One that breaks off while it waits has left', async () => {
  const { at } = await open('ana')
  await post(`${at}/take?n=0`)
  const waiting = request(`http://localhost:${server.port}${at}/take?n=1`, { method: 'POST' })
  waiting.on('error', () => {})
  waiting.end()
  await once(waiting, 'finish')
  waiting.destroy()
  await expect.poll(() => server.rooms.stats().sockets).toBe(0)
})
