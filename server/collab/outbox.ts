import type { Clock, Timer } from '@/lib/collab/clock'

/** Waiting wakes the process once more, which costs about as much as so many writes. */
const WRITES_WORTH_WAITING = 20

/**
 * Gathers what goes out to a room: at once, or, where so much comes for so many that it saves more than it costs,
 * together with what comes within `windowMs`, since each frame costs a write for everybody there.
 */
export class Outbox<T> {
  #batch: T[] = []
  #timer: Timer | undefined
  /** What came in the last second, about: each counts less the older it is. */
  #lately = 0
  #lastAt: number

  constructor(
    private readonly send: (batch: T[]) => void,
    private readonly windowMs: number,
    /** How many are there to hear of it. */
    private readonly audience: () => number,
    private readonly clock: Clock,
  ) {
    this.#lastAt = clock.now()
  }

  /** Takes what came at a time (milliseconds since 1970, not after now). */
  add(items: readonly T[], at: number): void {
    this.#batch.push(...items)
    const others = (this.#count(items.length) * this.windowMs) / 1000
    if (this.#timer !== undefined) return
    // Of `others` more within the window, each spares everybody there a write.
    const saved = this.audience() * (others / (1 + others))
    const wait = saved > WRITES_WORTH_WAITING ? at + this.windowMs - this.clock.now() : 0
    if (wait > 0) this.#timer = this.clock.setTimeout(() => this.flush(), wait)
    else this.flush()
  }

  /** Sends what is waiting now. */
  flush(): void {
    this.clock.clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#batch.length > 0) this.send(this.#batch.splice(0))
  }

  #count(items: number): number {
    const now = this.clock.now()
    this.#lately = this.#lately * Math.exp((this.#lastAt - now) / 1000) + items
    this.#lastAt = now
    return this.#lately
  }
}
