import { expect, test } from 'vitest'
import { createTries } from './tries'

test('after the free tries each one must wait longer, up to the longest', () => {
  let now = 0
  const tries = createTries({ free: 3, longest: 20, now: () => now })
  const waits: number[] = []
  for (let count = 0; count < 9; count++) {
    const wait = tries.begin('a')
    waits.push(wait)
    now += wait * 1000
    if (wait > 0) expect(tries.begin('a')).toBe(0)
  }
  expect(waits).toEqual([0, 0, 0, 2, 4, 8, 16, 20, 20])
})

test('a try that comes too early does not count, and another key is not concerned', () => {
  let now = 0
  const tries = createTries({ free: 1, now: () => now })
  expect(tries.begin('a')).toBe(0)
  now = 500
  expect([tries.begin('a'), tries.begin('a')]).toEqual([2, 2])
  expect(tries.begin('b')).toBe(0)
  now = 2000
  expect(tries.begin('a')).toBe(0)
})

test('a right password and an hour of peace both start anew', () => {
  let now = 0
  const tries = createTries({ free: 1, now: () => now })
  tries.begin('a')
  tries.forget('a')
  expect(tries.begin('a')).toBe(0)
  now = 61 * 60 * 1000
  expect(tries.begin('a')).toBe(0)
})

test('of too many keys the one that was tried longest ago is forgotten', () => {
  const tries = createTries({ free: 1, most: 2, now: () => 0 })
  for (const key of ['a', 'b']) expect(tries.begin(key)).toBe(0)
  tries.forget('a')
  for (const key of ['a', 'c']) expect(tries.begin(key)).toBe(0)
  expect(['a', 'c'].map((key) => tries.begin(key))).toEqual([2, 2])
  expect(tries.begin('b')).toBe(0)
})
