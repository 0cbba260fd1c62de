import { expect, test } from 'vitest'
import { keptUp, mostOf } from './most'

const ok = { delivered: 1, sameP99: 10, acrossP99: 20 }

test('what is not delivered, or late for whomever, is not kept up with', () => {
  expect(keptUp(ok)).toBe(true)
  expect(keptUp({ ...ok, delivered: 0.9 })).toBe(false)
  expect(keptUp({ ...ok, acrossP99: 501 })).toBe(false)
  expect(keptUp({ ...ok, sameP99: 501 })).toBe(false)
  // Of one node nothing goes across.
  expect(keptUp({ ...ok, acrossP99: Number.NaN })).toBe(true)
  expect(keptUp({})).toBe(false)
})

/** Does at most so much. */
const able = (most: number) => async (rate: number) => ({
  ...ok,
  perSecond: rate,
  delivered: rate <= most ? 1 : 0.5,
})

test('the most is looked for between what was done and what was not', async () => {
  expect((await mostOf([2, 4, 8, 16], able(7)))?.perSecond).toBe(6)
  expect((await mostOf([2, 4, 8, 16], able(5)))?.perSecond).toBe(4)
})

test('without an end to it the most is the last that was asked for', async () => {
  expect((await mostOf([2, 4], able(100)))?.perSecond).toBe(4)
})

test('who does not do the least has no most', async () => {
  expect(await mostOf([2, 4], able(1))).toBeUndefined()
})
