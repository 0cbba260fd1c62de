import type { Clock, Timer } from '@/lib/collab/clock'

/** In a room where more than this comes in a second, what comes within the window leaves together. */
const BUSY_A_SECOND = 20

/**
 * Gathers what goes out to a room: in a quiet room it leaves at once, in a busy one together with what comes within
 * `windowMs`, since each frame costs a write for everybody there.
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
    private readonly clock: Clock,
  ) {
    this.#lastAt = clock.now()
  }

  /** Takes what came at a time (milliseconds since 1970, not after now). */
  add(items: readonly T[], at: number): void {
    this.#batch.push(...items)
    const isBusy = this.#count(items.length) > BUSY_A_SECOND
    if (this.#timer !== undefined) return
    const wait = isBusy ? at + this.windowMs - this.clock.now() : 0
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
