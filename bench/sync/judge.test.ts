import { expect, test } from 'vitest'
import { judge, type Run, ratioTo } from './judge'

function run(server: Run['server'], round: number, cpu: number): Run {
  return { scenario: 'session', server, round, figures: { cpu } }
}

test('ours is held against a peer of the same round', () => {
  const runs = [run('ours', 0, 10), run('relay', 0, 10), run('ours', 1, 40), run('relay', 1, 20)]
  expect(ratioTo(runs, 'session', 'cpu', 'relay')).toEqual({ median: 1.5, low: 1, high: 2 })
})

test('the best peer is the one with the least', () => {
  const runs = [run('ours', 0, 10), run('relay', 0, 5), run('y-websocket', 0, 20)]
  expect(ratioTo(runs, 'session', 'cpu', 'best').median).toBe(2)
})

test('a target is missed by the smallest excess', () => {
  const runs = [run('ours', 0, 1.3001), run('relay', 0, 1)]
  const target = { scenario: 'session', metric: 'cpu', of: 'relay' } as const
  expect(judge(runs, { ...target, atMost: 1.3 }).verdict).toBe('missed')
  expect(judge(runs, { ...target, atMost: 1.3001 }).verdict).toBe('met')
})

test('what was not measured is neither met nor missed', () => {
  const target = { scenario: 'session', metric: 'cpu', atMost: 1, of: 'relay' } as const
  expect(judge([run('ours', 0, 1)], target).verdict).toBe('not measured')
})
