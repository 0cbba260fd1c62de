import { expect, test } from 'vitest'
import { addUp, type Counts, count, quantile, spreadOf, total } from './stats'

function counted(times: number[]): Counts {
  const counts: Counts = new Map()
  for (const ms of times) count(counts, ms)
  return counts
}

test('a quantile is the time within which that share lies', () => {
  const counts = counted(Array.from({ length: 100 }, (_, index) => index + 1))
  expect(quantile(counts, 0.5)).toBeCloseTo(50)
  expect(quantile(counts, 0.99)).toBeCloseTo(99)
  expect(quantile(counts, 1)).toBeCloseTo(100)
})

test('a time between two steps counts as the longer one', () => {
  expect(quantile(counted([12.01]), 0.5)).toBeCloseTo(12.1)
})

test('the times of several processes add up', () => {
  const sum = addUp([counted([1, 2]), counted([2, 3])])
  expect(total(sum)).toBe(4)
  expect(quantile(sum, 0.75)).toBeCloseTo(2)
})

test('of nothing there is no quantile and no median', () => {
  expect(quantile(new Map(), 0.5)).toBeNaN()
  expect(spreadOf([]).median).toBeNaN()
})

test('a spread is the median and the ends, whatever the order', () => {
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, low: 1, high: 5 })
  expect(spreadOf([4, 1, 3, 2]).median).toBe(2.5)
  expect(spreadOf([Number.NaN, 2])).toEqual({ median: 2, low: 2, high: 2 })
})
