/** A tenth of a millisecond. */
const STEP_MS = 0.1

/** Times, counted in steps of a tenth of a millisecond: to be sent between processes and added up. */
export type Counts = Map<number, number>

export function count(counts: Counts, ms: number, times = 1): void {
  // Up, never down: no time is made to look shorter than it was.
  const step = Math.ceil(ms / STEP_MS)
  counts.set(step, (counts.get(step) ?? 0) + times)
}

export function addUp(all: Counts[]): Counts {
  const sum: Counts = new Map()
  for (const counts of all) for (const [step, times] of counts) sum.set(step, (sum.get(step) ?? 0) + times)
  return sum
}

export function total(counts: Counts): number {
  return [...counts.values()].reduce((sum, times) => sum + times, 0)
}

/** The time in ms within which the share `q` (0 to 1) lies; NaN if there is none at all. */
export function quantile(counts: Counts, q: number): number {
  const wanted = Math.max(1, Math.ceil(q * total(counts)))
  let seen = 0
  for (const [step, times] of [...counts].sort(([a], [b]) => a - b)) {
    seen += times
    if (seen >= wanted) return step * STEP_MS
  }
  return Number.NaN
}

export type Spread = { median: number; low: number; high: number }

/** The middle of some figures and how far they lie apart. What is no number counts for nothing; NaN if nothing is left. */
export function spreadOf(values: number[]): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const low = sorted[Math.floor(middle)] ?? Number.NaN
  const high = sorted[Math.ceil(middle)] ?? Number.NaN
  return { median: (low + high) / 2, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN }
}
