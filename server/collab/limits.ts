/*
 * What one socket may cost (SPEC.md, "Limits"). Sustained rates, with a burst of ten seconds' worth.
 */

export const FRAME_BYTES = 2 * 1024 * 1024
export const DOCUMENT_BYTES = 16 * 1024 * 1024
/** One person's presence, as JSON. */
export const PRESENCE_CHARACTERS = 4096
/** What may lie unread at a socket before it is cut. */
export const UNREAD_BYTES = 24 * 1024 * 1024

const UPDATES_A_SECOND = 60
const BYTES_A_SECOND = 256 * 1024
const PRESENCE_A_SECOND = 10
/** Of what an honest client asks once a connection, and what costs a walk through the whole document. */
const QUESTIONS_A_SECOND = 1
const BURST_SECONDS = 10
/** Who is slowed for this long without a break is closed. */
const PATIENCE_MS = 30_000

/** A token bucket that may go into debt; the debt is what one has to wait for. */
class Bucket {
  #level: number
  #at: number

  constructor(
    private readonly rate: number,
    private readonly now: () => number,
  ) {
    this.#level = rate * BURST_SECONDS
    this.#at = now()
  }

  /** Takes `amount` and returns how many milliseconds to wait before taking more. */
  take(amount: number): number {
    const now = this.now()
    this.#level = Math.min(this.rate * BURST_SECONDS, this.#level + ((now - this.#at) / 1000) * this.rate)
    this.#at = now
    this.#level -= amount
    return this.#level >= 0 ? 0 : (-this.#level / this.rate) * 1000
  }

  /** Whether there is a second's worth to spare: who is only let go on, a moment late, has not paused. */
  get isRested(): boolean {
    return this.#level >= this.rate
  }
}

/** `question`: a SyncStep1 of who has something already, for whom the document is encoded anew. */
export type FrameKind = 'sync' | 'question' | 'other'

type Pace = { kind: 'go' } | { kind: 'slow'; ms: number } | { kind: 'stop' }

/** Watches what one socket sends. */
export class Meter {
  readonly #updates: Bucket
  readonly #bytes: Bucket
  readonly #presence: Bucket
  readonly #questions: Bucket
  #slowSince: number | undefined

  constructor(private readonly now: () => number) {
    this.#updates = new Bucket(UPDATES_A_SECOND, now)
    this.#bytes = new Bucket(BYTES_A_SECOND, now)
    this.#presence = new Bucket(PRESENCE_A_SECOND, now)
    this.#questions = new Bucket(QUESTIONS_A_SECOND, now)
  }

  /** Counts a frame: whether to go on, to read no more for a while, or to end it. */
  frame(bytes: number, kind: FrameKind): Pace {
    const ms = Math.max(
      this.#bytes.take(bytes),
      this.#updates.take(kind === 'other' ? 0 : 1),
      this.#questions.take(kind === 'question' ? 1 : 0),
    )
    if (ms === 0) {
      if (this.#bytes.isRested && this.#updates.isRested && this.#questions.isRested)
        this.#slowSince = undefined
      return { kind: 'go' }
    }
    this.#slowSince ??= this.now()
    return this.now() - this.#slowSince > PATIENCE_MS ? { kind: 'stop' } : { kind: 'slow', ms }
  }

  /** Counts a change of presence: in how many milliseconds it may go out. */
  presence(): number {
    return this.#presence.take(1)
  }
}
