/*
 * Which entries of a room's log are in an open document, when some are written here and others come from other nodes, in
 * whatever order. An entry depends on none with a higher number: once all lower ones are there, it can be applied.
 */

export class Sequence {
  /** Entries that are in the document while one with a lower number is not. */
  readonly #beyond = new Set<number>()
  #reached: number

  constructor(reached: number) {
    this.#reached = reached
  }

  /** Every entry up to this one is in the document. */
  get reached(): number {
    return this.#reached
  }

  /** Whether nothing beyond that is. */
  get isWhole(): boolean {
    return this.#beyond.size === 0
  }

  /** Where a run of entries has its place. */
  placeOf(from: number, to: number): 'old' | 'next' | 'ahead' {
    if (to <= this.#reached) return 'old'
    return from <= this.#reached + 1 ? 'next' : 'ahead'
  }

  /** This entry is in the document. */
  add(seq: number): void {
    if (seq > this.#reached) this.#beyond.add(seq)
    this.#advance()
  }

  /** Everything up to this entry is. */
  reach(seq: number): void {
    if (seq <= this.#reached) return
    this.#reached = seq
    for (const one of this.#beyond) if (one <= seq) this.#beyond.delete(one)
    this.#advance()
  }

  #advance(): void {
    while (this.#beyond.delete(this.#reached + 1)) this.#reached++
  }
}
