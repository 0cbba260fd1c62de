const FIRST_MS = 250
const LONGEST_MS = 8_000

/**
 * How long to wait before the next attempt, when `failures` have failed in a row: doubling, and spread over half of
 * it, so that a room does not come back in one instant after a restart. `random` is in [0, 1).
 */
export function backoff(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures)
  return longest * (0.5 + random / 2)
}
