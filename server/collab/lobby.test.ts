import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { type Message, readMessage, writeMessage } from '@/lib/collab/messages'
import { gsef2020 } from '@/lib/report/samples'
import type { Channel, ChannelListener } from './channel'
import type { Guest } from './member'
import { type Started, startServer } from './testing'

let server: Started

afterEach(() => server.stop())

const { template } = gsef2020
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A client in this process that says at once that it has nothing, and what it hears. */
function newcomer(epoch?: string): { guest: Guest; heard: Message[]; ended: () => number | undefined } {
  const heard: Message[] = []
  let ended: number | undefined
  let listener: ChannelListener | undefined
  const unread = [writeMessage({ kind: 'step1', vector: Y.encodeStateVector(new Y.Doc()) })]
  const channel: Channel = {
    get isOpen() {
      return ended === undefined
    },
    listen: (next) => {
      listener = next
    },
    send: ({ message }) => void heard.push(readMessage(message)),
    ping() {},
    pause() {},
    resume: () => setImmediate(() => unread.splice(0).forEach((frame) => listener?.frame(frame))),
    end: (code) => {
      ended ??= code
    },
    cut() {
      ended ??= 1006
    },
  }
  const member = { user: 'ana', name: 'Ana', role: 'rapporteur' } as const
  const standing = { kind: 'in', member, writing: 'open' } as const
  return {
    guest: { channel, standing, ask: async () => standing, acks: true, epoch },
    heard,
    ended: () => ended,
  }
}

function titleIn(heard: Message[]): string {
  const doc = new Y.Doc()
  for (const message of heard)
    if (message.kind === 'step2' || message.kind === 'update') Y.applyUpdate(doc, message.update)
  return doc.getText('title').toString()
}

test('The first to come, who has nothing, gets what the log holds before a document is made of it, and once', async () => {
  server = await startServer({
    log: (log) => ({
      ...log,
      load: (room) =>
        turn()
          .then(turn)
          .then(() => log.load(room)),
    }),
  })
  const ana = newcomer()
  await server.rooms.join(server.session.id, template, ana.guest)
  expect(ana.heard.map(({ kind }) => kind)).toEqual(['epoch', 'step2', 'standing', 'step1'])
  expect(titleIn(ana.heard)).toBe(gsef2020.title)
})

test('Who comes next gets the same, with what was written since', async () => {
  server = await startServer({
    log: (log) => ({
      ...log,
      load: (room) =>
        turn()
          .then(turn)
          .then(() => log.load(room)),
    }),
  })
  await server.rooms.join(server.session.id, template, newcomer().guest)
  await server.rooms.edit(server.session.id, 'ana', (doc) => doc.getText('title').insert(0, 'Later: '))
  const ben = newcomer()
  await server.rooms.join(server.session.id, template, ben.guest)
  await expect.poll(() => titleIn(ben.heard)).toBe(`Later: ${gsef2020.title}`)
})

test('Who has something is asked about it, and answered by the document', async () => {
  server = await startServer()
  const ana = newcomer('another epoch')
  await server.rooms.join(server.session.id, template, ana.guest)
  expect(ana.heard).toEqual([])
  expect(ana.ended()).toBe(closeCode('restored'))
})

test('Who was given what a restore replaced meanwhile is told so (SPEC 8)', async () => {
  let go = () => {}
  const restoring = new Promise<void>((resolve) => {
    go = resolve
  })
  server = await startServer({
    log: (log) => ({
      ...log,
      load: (room) => restoring.then(() => log.load(room)),
      loadAt: (room, at) => log.loadAt(room, at).finally(() => setImmediate(go)),
    }),
  })
  const ana = newcomer()
  const joined = server.rooms.join(server.session.id, template, ana.guest)
  await turn()
  await server.rooms.restore(server.session.id, 'ana', Date.now())
  await joined
  expect(ana.heard.map(({ kind }) => kind)).toEqual(['epoch', 'step2'])
  expect(ana.ended()).toBe(closeCode('restored'))
})

test('Who was let in by what had been so before they were in is asked about again (SPEC 9)', async () => {
  server = await startServer()
  const ana = newcomer()
  const guest: Guest = { ...ana.guest, ask: async () => ({ kind: 'out', code: 'revoked' }), looks: 1 }
  await server.rooms.join(server.session.id, template, guest)
  await expect.poll(ana.ended).toBe(closeCode('revoked'))
})
