import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { realClock } from './clock'
import { HoldBack } from './hold'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function holder() {
  const passed: number[] = []
  return { passed, holding: new HoldBack<number>((item) => passed.push(item), realClock) }
}

test('Without a composition everything passes at once (SPEC: Composing)', () => {
  const { passed, holding } = holder()
  holding.push(1)
  expect(passed).toEqual([1])
})

test('What comes during a composition passes 60 ms after its end, in order (SPEC: Composing)', () => {
  const { passed, holding } = holder()
  holding.hold(true)
  holding.push(1)
  holding.push(2)
  holding.hold(false)
  holding.push(3)
  vi.advanceTimersByTime(59)
  expect(passed).toEqual([])
  vi.advanceTimersByTime(1)
  expect(passed).toEqual([1, 2, 3])
  holding.push(4)
  expect(passed.at(-1)).toBe(4)
})

test('A composition that goes on with the next letter keeps holding (SPEC: Composing)', () => {
  const { passed, holding } = holder()
  holding.hold(true)
  holding.push(1)
  holding.hold(false)
  vi.advanceTimersByTime(30)
  holding.hold(true)
  vi.advanceTimersByTime(1000)
  expect(passed).toEqual([])
})

test('Nobody waits longer than three seconds (SPEC: Composing)', () => {
  const { passed, holding } = holder()
  holding.hold(true)
  holding.push(1)
  vi.advanceTimersByTime(3000)
  expect(passed).toEqual([1])
  holding.push(2)
  expect(passed).toEqual([1])
  vi.advanceTimersByTime(3000)
  expect(passed).toEqual([1, 2])
})

test('A connection that is lost and back within a composition still waits for its end (SPEC: Composing)', () => {
  const { passed, holding } = holder()
  holding.hold(true)
  holding.push(1)
  holding.clear()
  holding.push(2)
  expect(passed).toEqual([])
  holding.hold(false)
  holding.clear()
  vi.advanceTimersByTime(60)
  holding.push(3)
  expect(passed).toEqual([3])
})

test('What cannot be taken does not take along what came after it (SPEC 5)', () => {
  const passed: number[] = []
  const holding = new HoldBack<number>((item) => {
    passed.push(item)
    if (item < 3) throw new Error(`not ${item}`)
  }, realClock)
  holding.hold(true)
  for (const item of [1, 2, 3, 4]) holding.push(item)
  expect(() => vi.advanceTimersByTime(3000)).toThrow()
  expect(passed).toEqual([1, 2, 3, 4])
})
