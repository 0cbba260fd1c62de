import { expect, test } from 'vitest'
import { judge, type Run } from './judge'
import type { Target } from './targets'

const run = (server: Run['server'], round: number, figures: Run['figures']): Run => ({
  scenario: 'across',
  server,
  round,
  figures,
})
const above: Target = {
  scenario: 'across',
  deployment: 'notify',
  metric: 'acrossP50',
  against: { how: 'less', deployment: 'one', metric: 'sameP50' },
  limit: { at: 'most', value: 10 },
}
const grows: Target = {
  scenario: 'across',
  deployment: 'notify',
  metric: 'perSecond',
  against: { how: 'divided by', deployment: 'one', metric: 'perSecond' },
  limit: { at: 'least', value: 1.6 },
  cores: 6,
}

test('two nodes are held against one of the same round', () => {
  const runs = [
    run('one', 0, { sameP50: 5 }),
    run('notify', 0, { acrossP50: 14 }),
    run('one', 1, { sameP50: 50 }),
    run('notify', 1, { acrossP50: 61 }),
    run('redis', 1, { acrossP50: 99 }),
  ]
  const { reached, verdict } = judge(runs, above, 2)
  expect(reached).toEqual({ median: 10, low: 9, high: 11 })
  expect(verdict).toBe('met')
  expect(judge(runs, { ...above, limit: { at: 'most', value: 9.9 } }, 2).verdict).toBe('missed')
})

test('a figure may be held against one of another scenario', () => {
  const runs: Run[] = [
    { ...run('one', 0, { busiest: 100 }), scenario: 'forum day' },
    { ...run('notify', 0, { busiest: 60 }), scenario: 'two forum days' },
  ]
  const target: Target = {
    scenario: 'two forum days',
    deployment: 'notify',
    metric: 'busiest',
    against: { how: 'divided by', scenario: 'forum day', deployment: 'one', metric: 'busiest' },
    limit: { at: 'most', value: 0.625 },
  }
  expect(judge(runs, target, 2)).toMatchObject({ reached: { median: 0.6 }, verdict: 'met' })
})

test('what needs more cores than there are is not missed, but may be met', () => {
  const runs = (perSecond: number) => [run('one', 0, { perSecond: 100 }), run('notify', 0, { perSecond })]
  expect(judge(runs(120), grows, 2).verdict).toBe('too few cores to say')
  expect(judge(runs(120), grows, 6).verdict).toBe('missed')
  expect(judge(runs(160), grows, 2).verdict).toBe('met')
})

test('what was not measured is neither met nor missed', () => {
  expect(judge([run('notify', 0, { acrossP50: 1 })], above, 2).verdict).toBe('not measured')
})
