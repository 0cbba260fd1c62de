import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { type Clock, realClock } from '@/lib/collab/clock'
import { closeCode } from '@/lib/collab/close-codes'
import { writeMessage } from '@/lib/collab/messages'
import type { Role } from '@/lib/report/access'
import { gsef2020 } from '@/lib/report/samples'
import type { Template } from '@/lib/report/template'
import { HttpChannel } from './http-channel'
import type { Member, Standing } from './member'
import { type Started, startServer } from './testing'

/*
 * What one connection may ask for, and how it ends.
 */

let server: Started
let clock: ReturnType<typeof standingClock>

/** A clock that stands still until it is told to go on. */
function standingClock(): Clock & { pass(ms: number): void } {
  let now = 1_000_000
  let waiting: { at: number; work: () => void }[] = []
  return {
    ...realClock,
    now: () => now,
    setTimeout(work, ms) {
      const timer = { at: now + ms, work }
      waiting.push(timer)
      return timer
    },
    clearTimeout(timer) {
      waiting = waiting.filter((one) => one !== timer)
    },
    pass(ms) {
      now += ms
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { work } of due) work()
    },
  }
}

beforeEach(async () => {
  clock = standingClock()
  server = await startServer({ clock })
})
afterEach(async () => {
  const stopped = server.stop()
  clock.pass(60_000)
  await stopped
})

/** Somebody in the room whose frames come by no network. */
async function enter({
  ask,
  role = 'rapporteur',
  template = gsef2020.template,
}: {
  role?: Role
  ask?: () => Promise<Standing>
  template?: Template
} = {}) {
  const member: Member = { membership: server.members.ana, name: 'ana', role }
  const standing = { kind: 'in' as const, writing: 'open' as const, member }
  const channel = new HttpChannel(clock, () => {})
  let joined = false
  const joining = server.rooms.join(server.session.id, template, {
    channel,
    standing,
    ask: ask ?? (async () => standing),
    acks: true,
    epoch: undefined,
  })
  joining.finally(() => {
    joined = true
  })
  // A room that is loaded waits a moment for what the first to come says first.
  while (!joined) {
    clock.pass(1)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  await joining
  let given = 0
  const give = (...messages: Parameters<typeof writeMessage>[0][]) =>
    channel.give(given++, async () => messages.map(writeMessage))
  return { channel, give }
}

test('An update of an earlier epoch that lacks something is not asked about for ever (SPEC 8)', async () => {
  const before = new Y.Doc()
  Y.applyUpdate(before, await server.rooms.encode(server.session.id))
  const held = Y.encodeStateVector(before)
  await server.rooms.edit(server.session.id, 'ana', (doc) => doc.getText('title').insert(0, 'One '))
  Y.applyUpdate(before, await server.rooms.encode(server.session.id))
  const later = Y.encodeStateAsUpdate(before, held)
  await server.rooms.restore(server.session.id, 'ana', Date.now())
  const { channel, give } = await enter()
  await give({ kind: 'step2', update: later })
  expect(channel.ending?.code).toBe(closeCode('restored'))
})

test('Who comes while the server stops is told to come again, and no room is opened (SPEC: The room)', async () => {
  await server.rooms.close()
  const { channel } = await enter()
  expect(channel.ending?.code).toBe(1012)
  expect(server.rooms.stats().rooms).toBe(0)
})

test('A mistake of the server’s ends a socket so that it comes back, and is logged (SPEC: Scope)', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const { channel, give } = await enter({ template: {} as Template })
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'x')
  await give({ kind: 'update', update: Y.encodeStateAsUpdate(doc) })
  expect(channel.ending?.code).toBe(1011)
  expect(said).toHaveBeenCalledWith('A frame could not be dealt with:', expect.any(Error))
  const garbage = await enter()
  await garbage.give({ kind: 'update', update: new Uint8Array([9]) })
  expect(garbage.channel.ending?.code).toBe(closeCode('badMessage'))
})

test.each<[Role, Role]>([
  ['rapporteur', 'reader'],
  ['moderator', 'rapporteur'],
])(
  'A %s who becomes a %s is not closed for what is on its way, and comes back (SPEC: Who)',
  async (role, later) => {
    const member = { membership: server.members.ana, name: 'ana', role }
    const ask = async () => ({
      kind: 'in' as const,
      writing: 'open' as const,
      member: { ...member, role: later },
    })
    const { channel, give } = await enter({ ask, role })
    server.rooms.thaw(server.session.id)
    await expect.poll(() => channel.ending?.code).toBe(1012)
    await give({ kind: 'update', update: new Uint8Array([9]) })
    expect(server.rooms.stats().refusals).toEqual({})
  },
)

test.each<[string, Parameters<typeof writeMessage>[0], number]>([
  ['Who asks who is here', { kind: 'query' }, 601],
  ['Who asks what is new', { kind: 'step1', vector: new Uint8Array([1, 5, 0]) }, 11],
])('%s again and again is held back (SPEC: Limits)', async (_, message, atOnce) => {
  const { give } = await enter()
  const sent = () => server.rooms.stats().frames
  const before = sent()
  const given = give(...Array.from({ length: atOnce + 4 }, () => message))
  await expect.poll(() => sent() - before).toBe(atOnce)
  while (sent() - before < atOnce + 4) {
    clock.pass(1_000)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  clock.pass(60_000)
  await given
})
