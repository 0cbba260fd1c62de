import type { Clock } from '@/lib/collab/clock'

const BEAT_MS = 1_000
/**
 * Who stood still for longer missed what was decided meanwhile: who may write, and what is approved. With the 2 s between
 * two looks at it these are the 5 s after which nobody writes who may not (SPEC.md, rule 9).
 */
const STANDSTILL_MS = 3_000

/** Notices that this process stood still: frozen, moved to another machine, or asleep. */
export type Pulse = {
  /** Whether it has only just gone on, and `woke` was not called yet. */
  isStale(): boolean
  stop(): void
}

/** `woke` is called when the process goes on after it stood still. */
export function feelPulse(clock: Clock, woke: () => void): Pulse {
  let beatAt = clock.now()
  const isStale = () => clock.now() - beatAt > STANDSTILL_MS
  const timer = clock.setInterval(() => {
    if (isStale()) woke()
    beatAt = clock.now()
  }, BEAT_MS)
  return { isStale, stop: () => clock.clearInterval(timer) }
}
