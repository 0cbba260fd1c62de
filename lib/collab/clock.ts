/** What setTimeout and setInterval of a clock return. */
export type Timer = unknown

/**
 * Time, as everything on the way of an edit sees it: the machine's, or a simulation's. Nothing here decides an order
 * or what is saved (SPEC.md, rule 13): it only says when to look again.
 */
export interface Clock {
  /** Milliseconds since 1970; never less than before, whatever is done to the machine's clock. */
  now(): number
  setTimeout(work: () => void, ms: number): Timer
  clearTimeout(timer: Timer | undefined): void
  setInterval(work: () => void, ms: number): Timer
  clearInterval(timer: Timer | undefined): void
  /** After what is under way, in a turn of its own. */
  soon(work: () => void): void
}

/**
 * Time that only goes forward. `wall` may be set back, `ticks` may stand still while the machine sleeps: what passed is
 * the longer of the two.
 */
export function forwardTime(wall: () => number, ticks: () => number): () => number {
  let lastWall = wall()
  let lastTicks = ticks()
  let now = lastWall
  return () => {
    const [w, t] = [wall(), ticks()]
    now += Math.max(w - lastWall, t - lastTicks, 0)
    lastWall = w
    lastTicks = t
    return now
  }
}

type Native = ReturnType<typeof setTimeout>

/** The machine's. */
export const realClock: Clock = {
  now: forwardTime(
    () => Date.now(),
    () => performance.now(),
  ),
  setTimeout: (work, ms) => setTimeout(work, ms),
  clearTimeout: (timer) => clearTimeout(timer as Native),
  setInterval: (work, ms) => setInterval(work, ms),
  clearInterval: (timer) => clearInterval(timer as Native),
  soon: (work) => {
    if (typeof setImmediate === 'function') setImmediate(work)
    else setTimeout(work, 0)
  },
}
