type Waiter = { entries: number; done: (seq: number) => void; lost: (error: unknown) => void }

/**
 * What waits for the disk: work that is to be done once everything appended before it is durable, in order. If an entry
 * cannot be written, nothing that was appended after it counts either.
 */
export class Durability {
  #appended = 0
  #durable = 0
  /** The log sequence of the last durable entry. */
  #seq: number
  #lost: { error: unknown } | undefined
  #waiting: Waiter[] = []

  constructor(seq: number) {
    this.#seq = seq
  }

  /** An entry is on its way to the log; entries of a room are settled in the order in which they were appended. */
  append(written: Promise<number>): void {
    this.#appended++
    written.then(
      (seq) => this.#onWritten(seq),
      (error) => this.#onLost(error),
    )
  }

  /** Whether nothing is on its way to the log. */
  get isSettled(): boolean {
    return !this.#lost && this.#durable === this.#appended
  }

  /** Calls `done` with the sequence that contains everything appended so far, at once if nothing is on its way. */
  after(done: (seq: number) => void, lost: (error: unknown) => void): void {
    if (this.#lost) lost(this.#lost.error)
    else if (this.#durable === this.#appended) done(this.#seq)
    else this.#waiting.push({ entries: this.#appended, done, lost })
  }

  #onWritten(seq: number): void {
    if (this.#lost) return
    this.#durable++
    this.#seq = Math.max(this.#seq, seq)
    while (this.#waiting.length > 0 && this.#waiting[0]!.entries <= this.#durable)
      this.#waiting.shift()!.done(this.#seq)
  }

  #onLost(error: unknown): void {
    this.#lost ??= { error }
    for (const waiter of this.#waiting.splice(0)) waiter.lost(error)
  }
}
