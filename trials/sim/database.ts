import type { LogTables } from '@/server/store/log-tables'
import type { Disk, Host, Point } from './disk'
import type { Process } from './machine'
import type { Random } from './random'
import type { Draft, Purpose } from './tables'

/** A node's end of the connection. */
export type Dialer = {
  name: string
  process: Process
  /** A transaction of its reached this point; it may end there. */
  reached(purpose: Purpose, point: Point): void
}

/**
 * The database that nodes share: a machine with the disk, reached over a network. Who only reads sees what is durable;
 * who writes comes one after the other. A transaction of a node that ended is undone unless it was being committed.
 */
export class Database {
  /** How often the answer to a commit is lost: it is written, and its node hears of an error. */
  lostAnswers = 0
  #state: 'up' | 'down' = 'up'
  /** Connections do not outlive a restart. */
  #generation = 0
  #last: Promise<unknown> = Promise.resolve()
  readonly #cut = new Map<string, (() => void)[]>()

  constructor(
    readonly disk: Disk,
    /** Its own. */
    private readonly process: Process,
    private readonly random: Random,
    /** Milliseconds that a message takes at least, and at most. */
    private readonly latency: readonly [number, number],
  ) {}

  connect(dialer: Dialer): LogTables {
    const transaction: LogTables['transaction'] = (work) => this.transact(dialer, work, () => {})
    return { transaction, write: transaction }
  }

  /** `committed` is called when it is durable, whether or not its node hears of it. */
  async transact<T>(dialer: Dialer, work: (rows: Draft) => Promise<T>, committed: () => void): Promise<T> {
    let wrote = false
    return this.#exchange(
      dialer,
      async (connection) => {
        const check = () => this.#check(connection)
        const host: Host = {
          wait: (ms) => this.process.wait(ms).then(check),
          reached: async (purpose, point) => {
            check()
            dialer.reached(purpose, point)
            if (point === 'before write' && purpose !== 'read' && !dialer.process.isAlive) throw lost()
          },
        }
        const seen = await this.disk.look(host, work)
        if (seen.purpose === 'read') return seen.result
        wrote = true
        // Others may have come before: it is done again, alone.
        const alone = this.#last.then(() => this.disk.transact(host, work, committed))
        this.#last = alone.catch(() => {})
        return alone
      },
      () => wrote,
    )
  }

  /** Asks something that takes no time there. */
  ask<T>(dialer: Dialer, question: () => Promise<T>): Promise<T> {
    return this.#exchange(dialer, question, () => false)
  }

  /** Whether a node gets through to it. */
  isReachedBy(name: string): boolean {
    return this.#state === 'up' && !this.#cut.has(name)
  }

  /** Nothing gets through between it and a node. */
  cut(name: string): void {
    if (!this.#cut.has(name)) this.#cut.set(name, [])
  }

  mend(name: string): void {
    const waiting = this.#cut.get(name) ?? []
    this.#cut.delete(name)
    for (const resume of waiting) resume()
  }

  /** It ends. `luck`: what was written and not synced is there when it begins again. */
  stop(luck: boolean): void {
    this.#state = 'down'
    this.#generation++
    this.disk.powerCut(luck)
  }

  start(): void {
    this.#state = 'up'
  }

  async #exchange<T>(
    dialer: Dialer,
    there: (connection: number) => Promise<T>,
    hasWritten: () => boolean,
  ): Promise<T> {
    const { process } = dialer
    await this.#travel(dialer)
    const connection = this.#generation
    let answer: () => T
    try {
      const value = await there(connection)
      answer = () => value
    } catch (error) {
      answer = () => {
        throw error
      }
    }
    await this.#travel(dialer)
    if (connection !== this.#generation) throw lost()
    if (hasWritten() && this.random.chance(this.lostAnswers)) throw lost()
    // The node goes on in its own time.
    await process.wait(0)
    return answer()
  }

  async #travel({ name, process }: Dialer): Promise<void> {
    const [least, most] = this.latency
    await process.wait(least + (most - least) * this.random.next() ** 4)
    const waiting = this.#cut.get(name)
    if (waiting) {
      // Some notice at once that nothing gets through, others when something does.
      if (this.random.chance(0.5)) await new Promise<void>((resolve) => waiting.push(resolve))
      await process.wait(1)
      throw lost()
    }
    if (this.#state === 'down') throw lost()
  }

  #check(connection: number): void {
    if (connection !== this.#generation) throw lost()
  }
}

const lost = () => new Error('EIO: the connection to the database is gone')
