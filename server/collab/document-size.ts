/** A document that came this near to its limit is full: measuring it again would be all that the server does. */
const WORTH_MEASURING = 1 / 64

/**
 * How many bytes a document has at most. Each update adds as many as came, which is more than what becomes of it, so that
 * it is measured now and then: what that costs grows with the document.
 */
export class DocumentSize {
  #atMost: number
  #measured: number | undefined

  constructor(
    /** What it was loaded from. */
    bytes: number,
    private readonly limit: number,
    /** Encodes all of it. */
    private readonly measure: () => number,
  ) {
    this.#atMost = bytes
  }

  grow(bytes: number): void {
    this.#atMost += bytes
  }

  /** Whether it may grow by so much. */
  hasRoomFor(bytes: number): boolean {
    if (this.#atMost + bytes > this.limit && this.#isWorthMeasuring()) {
      this.#measured = this.measure()
      this.#atMost = this.#measured
    }
    return this.#atMost + bytes <= this.limit
  }

  #isWorthMeasuring(): boolean {
    if (this.#measured === undefined) return true
    return this.#atMost - this.#measured >= this.limit * WORTH_MEASURING
  }
}
