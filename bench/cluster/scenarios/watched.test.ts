import { expect, test } from 'vitest'
import { figuresOf, type Window } from './watched'

const counts = (ms: number, times: number) => new Map([[ms * 10, times]])
const window: Window = {
  seconds: 2,
  seen: {
    delivered: counts(1, 10),
    deliveredToWriters: counts(2, 30),
    deliveredAcross: counts(5, 60),
    confirmed: counts(3, 50),
    sent: 50,
  },
  used: { nodes: [600, 400], postgres: 200, redis: Number.NaN },
  clients: 800,
  committed: { commits: 10, entries: 50, flushes: 25 },
  others: 2,
}

test('what comes from another node is counted apart', () => {
  const { sameP50, sameP99, acrossP50 } = figuresOf(window)
  expect([sameP50, sameP99, acrossP50]).toEqual([2, 2, 5])
})

test('costs are those of an edit that somebody received, whichever node sent it', () => {
  expect(figuresOf(window)).toMatchObject({
    delivered: 1,
    perSecond: 50,
    nodesCpu: 10,
    busiest: 6,
    postgresCpu: 2,
    clientsCpu: 8,
    cores: 0.001,
  })
})

test('edits share commits, and commits the disk', () => {
  expect(figuresOf(window)).toMatchObject({ editsACommit: 5, editsAFlush: 2 })
  expect(figuresOf({ ...window, committed: undefined }).editsACommit).toBeUndefined()
})
