import { expect, it } from 'vitest'
import { realClock } from '@/lib/collab/clock'
import { Registry } from './registry'

type Room = { name: string }

function registry(settle: (room: Room) => Promise<void> = async () => {}) {
  const disposed: Room[] = []
  let loads = 0
  const rooms = new Registry<Room>({
    load: async (session) => ({ name: `${session} ${++loads}` }),
    settle,
    dispose: (room) => void disposed.push(room),
    idleMs: 1,
    clock: realClock,
  })
  return { rooms, disposed }
}

it('gives two who come at once the same room', async () => {
  const { rooms } = registry()
  const [one, other] = await Promise.all([rooms.acquire('s'), rooms.acquire('s')])
  expect(one.room).toBe(other.room)
})

it('forgets a broken room once, and not the one that has taken its place', async () => {
  const { rooms, disposed } = registry()
  const broken = (await rooms.acquire('s')).room
  rooms.replace('s', Promise.resolve(), broken)
  const next = (await rooms.acquire('s')).room
  // What it waited for may have failed, and that is nobody's business any more.
  rooms.replace('s', Promise.reject(new Error('not written')), broken)
  expect((await rooms.acquire('s')).room).toBe(next)
  expect(disposed).toEqual([broken])
})

it('keeps a room open that somebody entered and left while it was being settled', async () => {
  let settling: (() => void) | undefined
  let settled = () => {}
  const begun = new Promise<void>((resolve) => (settling = resolve))
  const { rooms, disposed } = registry(async () => {
    settling?.()
    await new Promise<void>((resolve) => (settled = resolve))
  })
  const first = await rooms.acquire('s')
  first.release()
  await begun
  const second = await rooms.acquire('s')
  second.release()
  settled()
  await new Promise<void>((resolve) => setImmediate(resolve))
  expect(disposed).toEqual([])
  expect((await rooms.acquire('s')).room).toBe(first.room)
})
