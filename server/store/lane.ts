import { type Clock, realClock } from '@/lib/collab/clock'
import type { LogEntry } from './store'

/** Of one transaction: enough to share a disk sync, few enough not to hold the others up. */
const MOST_ENTRIES = 1000
const MOST_BYTES = 8 << 20
/** Between two tries, in milliseconds: once the database is back, all shall be saved within seconds. */
const LONGEST_WAIT = 2_000

/** Writes entries in one transaction; gives each its sequence number, or why it cannot be written at all. */
export type Write = (entries: LogEntry[]) => Promise<(number | Error)[]>

export type LaneWatch = {
  /** After a commit: how many entries it held, and how long it took. */
  committed?: (entries: number, milliseconds: number) => void
  /** A commit failed and is going to be tried again. */
  failed?: (error: unknown) => void
}

type Waiting = { entry: LogEntry; resolve: (seq: number) => void; reject: (error: unknown) => void }

/**
 * A queue that is written in group commits: while one transaction is under way, what arrives waits and shares the
 * next. Entries keep their order. A failing batch is kept and tried again with growing waits.
 */
export class Lane {
  #queue: Waiting[] = []
  #running = false
  #last: Promise<unknown> = Promise.resolve()
  #closing = false
  /** Ends a pause. */
  #wake = () => {}
  /** What the last commit failed with; undefined while all is well. */
  trouble: unknown

  constructor(
    private readonly write: Write,
    private readonly watch: LaneWatch = {},
    private readonly clock: Clock = realClock,
  ) {}

  append(entry: LogEntry): Promise<number> {
    const written = new Promise<number>((resolve, reject) => this.#queue.push({ entry, resolve, reject }))
    this.#last = written.catch(() => undefined)
    if (!this.#running) {
      this.#running = true
      void this.#drain()
    }
    return written
  }

  /** Resolves when what was appended before is settled. */
  async flush(): Promise<void> {
    await this.#last
  }

  /** Tries what waits once more; what cannot be written then is rejected. */
  async close(): Promise<void> {
    this.#closing = true
    this.#wake()
    await this.#last
  }

  async #drain() {
    // what arrives in this turn of the event loop shares the first commit
    await new Promise<void>((resolve) => this.clock.soon(resolve))
    while (this.#queue.length > 0) {
      const batch = this.#take()
      try {
        const seqs = await this.#persist(batch.map((waiting) => waiting.entry))
        batch.forEach(({ resolve, reject }, index) => {
          const seq = seqs[index]
          if (typeof seq === 'number') resolve(seq)
          else reject(seq)
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#running = false
  }

  #take(): Waiting[] {
    let bytes = 0
    let count = 0
    while (count < this.#queue.length && count < MOST_ENTRIES && bytes < MOST_BYTES)
      bytes += this.#queue[count++]!.entry.data.byteLength
    return this.#queue.splice(0, count)
  }

  async #persist(entries: LogEntry[]) {
    for (let wait = 50; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const last = this.#closing
      try {
        const start = this.clock.now()
        const seqs = await this.write(entries)
        this.trouble = undefined
        this.watch.committed?.(entries.length, this.clock.now() - start)
        return seqs
      } catch (error) {
        this.trouble = error
        this.watch.failed?.(error)
        if (last) throw error
        await this.#pause(wait)
      }
    }
  }

  /** Waits, or returns at once when the lane is being closed. */
  #pause(milliseconds: number): Promise<void> {
    if (this.#closing) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = this.clock.setTimeout(resolve, milliseconds)
      this.#wake = () => {
        this.clock.clearTimeout(timer)
        resolve()
      }
    })
  }
}
