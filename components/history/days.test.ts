import { expect, test } from 'vitest'
import { daysOf } from './days'

const point = (at: string) => ({ at, seq: 1, people: [] })
const evening = point('2026-03-02T23:30:00.000Z')
const noon = point('2026-03-02T12:00:00.000Z')

test('points are grouped by the day on the reader’s own clock, and stay in order', () => {
  expect(daysOf([evening, noon], 'UTC')).toEqual([{ key: '2026-03-02', points: [evening, noon] }])
  expect(daysOf([evening, noon], 'Asia/Seoul')).toEqual([
    { key: '2026-03-03', points: [evening] },
    { key: '2026-03-02', points: [noon] },
  ])
})
