/** Something that happens at a time; without `work` it was called off. */
export type Happening = { readonly at: number; readonly number: number; work: (() => void) | undefined }

const turn = setImmediate

/**
 * Virtual time: what is to happen, by time, and by number where times are equal. After each happening everything that
 * it set off in promises runs to its end: a turn of the real event loop comes only when no microtask is left.
 */
export class Schedule {
  /** Milliseconds since the run began. */
  now = 0
  #number = 0
  readonly #heap: Happening[] = []

  at(time: number, work: () => void): Happening {
    const happening = { at: Math.max(time, this.now), number: this.#number++, work }
    this.#push(happening)
    return happening
  }

  after(ms: number, work: () => void): Happening {
    return this.at(this.now + ms, work)
  }

  /** Lets happen what lies before or at `until`; calls `after` after each. `until` is asked anew each time. */
  async run(until: () => number, after: () => Promise<void>): Promise<void> {
    for (;;) {
      const next = this.#heap[0]
      if (!next || next.at > until()) break
      this.#pop()
      if (!next.work) continue
      this.now = next.at
      next.work()
      await new Promise<void>((resolve) => turn(resolve))
      await after()
    }
    this.now = Math.max(this.now, until())
  }

  #push(happening: Happening): void {
    const heap = this.#heap
    let index = heap.length
    heap.push(happening)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!before(happening, heap[parent]!)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = happening
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()!
    if (heap.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, last)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
  }
}

function before(a: Happening, b: Happening): boolean {
  return a.at < b.at || (a.at === b.at && a.number < b.number)
}
