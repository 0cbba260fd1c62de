import { expect, test, vi } from 'vitest'
import { realClock } from '@/lib/collab/clock'
import { watchAccess } from './access-watch'

/** A watch whose time a test lets pass, and one connection. */
function watched(version: () => Promise<number>) {
  const done: string[] = []
  let time = 0
  let tick = () => {}
  const clock = {
    ...realClock,
    now: () => time,
    setInterval(work: () => void) {
      tick = work
      return undefined
    },
    clearInterval() {},
  }
  let isHeld = false
  const one = {
    async askAgain(): Promise<'known' | 'unknown'> {
      done.push('asked')
      return 'known'
    },
    hold() {
      if (!isHeld) done.push('held')
      isHeld = true
    },
    release() {
      if (isHeld) done.push('released')
      isHeld = false
    },
  }
  watchAccess({ access: { version }, clock, everybody: [one] })
  return {
    done,
    one,
    async pass(milliseconds: number) {
      time += milliseconds
      tick()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('Nobody is listened to while the database cannot say who may write, and all are asked about before they are again (SPEC 9)', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let answer = () => Promise.resolve(1)
  const { done, pass } = watched(() => answer())
  await pass(2000)
  expect(done.splice(0)).toEqual(['asked'])
  answer = () => Promise.reject(new Error('no answer'))
  await pass(2000)
  expect(done).toEqual([])
  await pass(2000)
  expect(done.splice(0)).toEqual(['held'])
  answer = () => Promise.resolve(2)
  await pass(2000)
  expect(done.splice(0)).toEqual(['asked', 'released'])
  await pass(2000)
  expect(done).toEqual([])
  vi.restoreAllMocks()
})

test('A database that hangs is one that cannot say', async () => {
  let answer = () => Promise.resolve(1)
  const { done, pass } = watched(() => answer())
  await pass(2000)
  let late = (_version: number) => {}
  answer = () =>
    new Promise((resolve) => {
      late = resolve
    })
  await pass(2000)
  await pass(2000)
  expect(done.splice(0)).toEqual(['asked', 'held'])
  await pass(2000)
  late(1)
  await new Promise((resolve) => setImmediate(resolve))
  // It was asked two looks ago: what has been decided since is not in it.
  expect(done).toEqual([])
  answer = () => Promise.resolve(1)
  await pass(2000)
  expect(done).toEqual(['released'])
})

test('Who is asked about for long delays nobody else, and what changes meanwhile is asked about afterwards', async () => {
  let version = 1
  let answered = () => {}
  const { done, pass, one } = watched(() => Promise.resolve(version))
  one.askAgain = () => {
    done.push('asked')
    return new Promise((resolve) => {
      answered = () => resolve('known')
    })
  }
  await pass(2000)
  for (let looks = 0; looks < 5; looks++) await pass(2000)
  version = 2
  await pass(2000)
  expect(done.splice(0)).toEqual(['asked'])
  answered()
  await expect.poll(() => done).toEqual(['asked'])
})
