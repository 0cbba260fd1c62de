import { expect, test } from 'vitest'
import { judge, ratioTo } from './judge'
import type { Figure, Subject } from './targets'

const figure = (subject: Subject, round: number, value: number): Figure => ({
  what: 'book',
  unit: 'ms',
  subject,
  round,
  value,
})

test('ours is held against another of the same round', () => {
  const figures = [
    figure('ours', 0, 10),
    figure('chromium', 0, 20),
    figure('ours', 1, 60),
    figure('chromium', 1, 40),
  ]
  expect(ratioTo(figures, 'book', 'chromium')).toEqual({ median: 1, low: 0.5, high: 1.5 })
})

test('a target is missed by the smallest excess, and neither met nor missed where nothing was measured', () => {
  const figures = [figure('ours', 0, 0.7501), figure('chromium', 0, 1)]
  const verdict = (atMost: number, of: Subject) => judge(figures, { what: 'book', atMost, of }).verdict
  expect(verdict(0.75, 'chromium')).toBe('missed')
  expect(verdict(0.7501, 'chromium')).toBe('met')
  expect(verdict(0.75, 'libreoffice')).toBe('not measured')
})
