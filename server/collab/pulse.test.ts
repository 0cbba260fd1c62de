import { expect, test } from 'vitest'
import { type Clock, realClock } from '@/lib/collab/clock'
import { feelPulse } from './pulse'

test('Who stood still for three seconds takes nothing until it knows that it did (SPEC 9)', () => {
  let time = 0
  let beat = () => {}
  const clock: Clock = {
    ...realClock,
    now: () => time,
    setInterval(work) {
      beat = work
    },
  }
  let woken = 0
  const pulse = feelPulse(clock, () => void woken++)
  time += 2_900
  expect(pulse.isStale()).toBe(false)
  beat()
  expect(woken).toBe(0)
  time += 3_100
  expect(pulse.isStale()).toBe(true)
  beat()
  expect(woken).toBe(1)
  expect(pulse.isStale()).toBe(false)
})
