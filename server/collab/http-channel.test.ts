import { beforeEach, expect, test, vi } from 'vitest'
import { realClock } from '@/lib/collab/clock'
import { HttpChannel } from './http-channel'
import { UNREAD_BYTES } from './limits'

/*
 * The numbers, the waiting and the bounds of one channel by requests; SPEC: Without WebSockets.
 */

let channel: HttpChannel
let ended: () => void
let heard: number[]

const frame = (...bytes: number[]) => ({ message: new Uint8Array(bytes), bytes: Buffer.from(bytes) })
const batch =
  (...numbers: number[]) =>
  async () =>
    numbers.map((number) => new Uint8Array([number]))

beforeEach(() => {
  ended = vi.fn<() => void>()
  channel = new HttpChannel(realClock, () => ended())
  heard = []
  channel.listen({ frame: ([first]) => heard.push(first!), alive: () => {}, closed: () => heard.push(-1) })
})

test('What comes before somebody listens waits, and is not answered before', async () => {
  const given = channel.give(0, batch(1, 2))
  const order: string[] = []
  void given.then(() => order.push('answered'))
  await channel.give
  expect(heard).toEqual([])
  order.push('resumed')
  channel.resume()
  await given
  expect([heard, order]).toEqual([
    [1, 2],
    ['resumed', 'answered'],
  ])
})

test('Who is slowed down between two frames of a batch is answered when that is over', async () => {
  const listener = {
    frame([first]: Uint8Array) {
      heard.push(first!)
      channel.pause()
    },
    alive() {},
    closed() {},
  }
  channel.listen(listener)
  channel.resume()
  const given = channel.give(0, batch(1, 2))
  await vi.waitFor(() => expect(heard).toEqual([1]))
  channel.resume()
  await vi.waitFor(() => expect(heard).toEqual([1, 2]))
  channel.resume()
  await given
})

test.each([
  ['repeated', [0, 0]],
  ['left out', [0, 2]],
  ['without a number', [Number.NaN]],
])('A batch that was %s ends it, and is not taken in', async (_, numbers) => {
  channel.resume()
  for (const n of numbers) await channel.give(n, batch(n))
  expect(channel.ending?.code).toBe(1006)
  expect(heard).toEqual(numbers.length === 1 ? [-1] : [0, -1])
  expect(ended).toHaveBeenCalledTimes(1)
})

test('A batch that comes while another is taken in ends it', async () => {
  const first = channel.give(0, batch(1))
  await channel.give(1, batch(2))
  await first
  expect([channel.isOpen, heard]).toEqual([false, [-1]])
})

test('A batch that cannot be read ends it', async () => {
  channel.resume()
  await channel.give(0, async () => {
    throw new Error('It broke off')
  })
  expect(channel.isOpen).toBe(false)
})

test('Who asks gets all that waits, in order, or the next that comes', async () => {
  channel.send(frame(1))
  channel.send(frame(2))
  expect(await channel.take(0)).toEqual({ kind: 'frames', frames: [frame(1).message, frame(2).message] })
  const next = channel.take(1)
  channel.send(frame(3))
  expect(await next).toEqual({ kind: 'frames', frames: [frame(3).message] })
})

test('Asking out of turn, or twice at once, ends it', async () => {
  await channel.take(1)
  expect(channel.isOpen).toBe(false)
  const other = new HttpChannel(realClock, () => {})
  const waiting = other.take(0)
  await other.take(1)
  expect(await waiting).toEqual({ kind: 'ended', ending: { code: 1006, reason: '' } })
})

test('What was sent before the end is told before the end, which is told to who waits', async () => {
  channel.send(frame(1))
  channel.end(4409, 'approved')
  channel.send(frame(2))
  expect(await channel.take(0)).toEqual({ kind: 'frames', frames: [frame(1).message] })
  expect(await channel.take(1)).toEqual({ kind: 'ended', ending: { code: 4409, reason: 'approved' } })
  const other = new HttpChannel(realClock, () => {})
  const waiting = other.take(0)
  other.end(1012)
  expect(await waiting).toEqual({ kind: 'ended', ending: { code: 1012, reason: '' } })
})

test('One that never asks is cut before it fills the memory (SPEC: Limits)', () => {
  const large = { message: new Uint8Array(UNREAD_BYTES / 4), bytes: Buffer.alloc(0) }
  for (let i = 0; i < 6; i++) channel.send(large)
  expect([channel.isOpen, heard]).toEqual([false, [-1]])
})
