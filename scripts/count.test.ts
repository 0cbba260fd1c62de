import { expect, test } from 'vitest'
import { countOf, countPlaywright, countVitest, sum } from './count.mjs'

test('the tests that vitest reports are counted, and a file that cannot be loaded as one that failed', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  }
  expect(countOf(countVitest, JSON.stringify(report), 1)).toEqual({ passed: 7, failed: 2 })
})

test('a browser test that passed only the second time has failed', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] }
  expect(countOf(countPlaywright, JSON.stringify(report), 1)).toEqual({ passed: 3, failed: 3 })
})

test('a runner that crashed has failed, whatever it wrote', () => {
  const fine = JSON.stringify({ numPassedTests: 7, numFailedTests: 0, testResults: [] })
  expect(countOf(countVitest, fine, 0)).toEqual({ passed: 7, failed: 0 })
  expect(countOf(countVitest, fine, 1)).toEqual({ passed: 7, failed: 1 })
  for (const nothing of [undefined, '', '{', '{}', 'null'])
    expect(countOf(countVitest, nothing, 0)).toEqual({ passed: 0, failed: 1 })
})

test('counts add up', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0 })
  expect(
    sum([
      { passed: 2, failed: 1 },
      { passed: 3, failed: 0 },
    ]),
  ).toEqual({ passed: 5, failed: 1 })
})
