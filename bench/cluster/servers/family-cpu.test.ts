import { expect, test } from 'vitest'
import { readStat, ticksOfFamily } from './family-cpu'

test('a process is read whatever its name is', () => {
  const line = '42 (a (b) c) S 7 42 42 0 -1 4194304 1 2 3 4 100 20 30 5 20 0 1 0 999'
  expect(readStat(line)).toEqual({ parent: 7, own: 120, ended: 35 })
})

test('a family is a process, its children, and those of them that ended', () => {
  const all = new Map([
    [1, { parent: 0, own: 1000, ended: 1000 }],
    [7, { parent: 1, own: 10, ended: 5 }],
    [8, { parent: 7, own: 3, ended: 50 }],
    [9, undefined],
  ])
  expect(ticksOfFamily(all, 7)).toBe(18)
})
