import type { Clock, Timer } from '@/lib/collab/clock'

/**
 * Gathers what goes out to a room: the first thing after a quiet moment leaves at once, what follows within the
 * window leaves together at its end.
 */
export class Outbox<T> {
  #batch: T[] = []
  #timer: Timer | undefined

  constructor(
    private readonly send: (batch: T[]) => void,
    private readonly windowMs: number,
    private readonly clock: Clock,
  ) {}

  add(item: T): void {
    this.#batch.push(item)
    if (this.#timer === undefined) this.#leave()
  }

  /** Sends what is waiting now. */
  flush(): void {
    this.clock.clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#batch.length > 0) this.send(this.#batch.splice(0))
  }

  #leave(): void {
    this.send(this.#batch.splice(0))
    this.#timer = this.clock.setTimeout(() => {
      this.#timer = undefined
      if (this.#batch.length > 0) this.#leave()
    }, this.windowMs)
  }
}
