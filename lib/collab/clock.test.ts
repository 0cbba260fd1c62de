import { expect, test } from 'vitest'
import { forwardTime } from './clock'

test('SPEC 13: time goes on when the machine’s clock is set back, and counts what a sleeping machine missed', () => {
  let [wall, ticks] = [1_000, 0]
  const now = forwardTime(
    () => wall,
    () => ticks,
  )
  wall -= 500
  ticks += 20
  expect(now()).toBe(1_020)
  wall += 8_000
  expect(now()).toBe(9_020)
  wall += 30
  ticks += 30
  expect(now()).toBe(9_050)
})
