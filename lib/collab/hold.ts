import type { Clock, Timer } from './clock'

/** After the end of a composition the input method still reports its last input. */
const AFTER_MS = 60
/** Longer than this nobody waits for the others' text. */
const AT_MOST_MS = 3_000

/**
 * Holds back what comes in while somebody composes with an input method: a remote edit in the paragraph would break
 * the composition. What was held is passed on 60 ms after the composition's end, or after 3 s, in order.
 */
export class HoldBack<T> {
  readonly #held: T[] = []
  #state: 'open' | 'composing' | 'ending' = 'open'
  #timer: Timer | undefined
  #limit: Timer | undefined

  constructor(
    private readonly pass: (item: T) => void,
    private readonly clock: Clock,
  ) {}

  push(item: T): void {
    if (this.#state === 'open') return void this.pass(item)
    this.#held.push(item)
    this.#limit ??= this.clock.setTimeout(() => this.#flush(), AT_MOST_MS)
  }

  hold(composing: boolean): void {
    this.clock.clearTimeout(this.#timer)
    if (composing) this.#state = 'composing'
    else if (this.#state === 'composing') {
      this.#state = 'ending'
      this.#timer = this.clock.setTimeout(() => this.release(), AFTER_MS)
    }
  }

  /** Passes on everything and holds nothing until the next composition. */
  release(): void {
    this.clock.clearTimeout(this.#timer)
    this.#state = 'open'
    this.#flush()
  }

  /** Forgets what is held. Whoever composes goes on doing so. */
  clear(): void {
    this.clock.clearTimeout(this.#limit)
    this.#limit = undefined
    this.#held.length = 0
  }

  #flush(): void {
    this.clock.clearTimeout(this.#limit)
    this.#limit = undefined
    try {
      while (this.#held.length > 0) this.pass(this.#held.shift()!)
    } finally {
      // What throws must not take along what came after it.
      if (this.#held.length > 0) this.#flush()
    }
  }
}
