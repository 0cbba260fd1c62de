import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { addUp } from '../stats'
import { type Command, type Reply, sleep } from './commands'
import type { PersonSpec, Tally } from './person'

/** How long joining may take at the most. */
const SPREAD_MS = 2

/** The processes of load clients. */
export class Crew {
  readonly #workers: ChildProcess[]
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #lastId = 0

  constructor(processes: number) {
    const file = join(import.meta.dirname, 'worker.ts')
    this.#workers = Array.from({ length: processes }, () => {
      const worker = fork(file, { serialization: 'advanced', execArgv: ['--import', 'tsx'] })
      worker.on('message', (reply: Reply) => {
        this.#waiting.get(reply.id)?.(reply)
        this.#waiting.delete(reply.id)
      })
      return worker
    })
  }

  /** People come in, a few milliseconds apart; how long each took to have the document, in ms. */
  async join(group: string, people: PersonSpec[]): Promise<number[]> {
    const shares = this.#workers.map((_, index) =>
      people.filter((__, at) => at % this.#workers.length === index),
    )
    const times = await Promise.all(
      this.#workers.map((worker, index) => {
        const share = shares[index]!
        const withinMs = share.length * SPREAD_MS
        return this.#ask<number[]>(worker, { kind: 'join', group, people: share, withinMs })
      }),
    )
    return times.flat()
  }

  async all<T>(command: Command): Promise<T[]> {
    return Promise.all(this.#workers.map((worker) => this.#ask<T>(worker, command)))
  }

  /** Brings a document into a room, which stays loaded until `release`. */
  feed(people: PersonSpec[], updates: Uint8Array[][]): Promise<void> {
    return this.#ask(this.#workers[0]!, { kind: 'feed', people, updates })
  }

  /** Lets those go who brought documents; the others have come. */
  async release(): Promise<void> {
    await this.all({ kind: 'release' })
  }

  /** What was seen since the last time. Throws if a connection was lost: such a run says nothing. */
  async tally(): Promise<Tally> {
    const seen = await this.all<{ tally: Tally; lost: string[] }>({ kind: 'tally' })
    const lost = seen.flatMap((one) => one.lost)
    if (lost.length > 0) throw new Error(`${lost.length} connections were lost: ${lost[0]}`)
    const tallies = seen.map((one) => one.tally)
    return {
      delivered: addUp(tallies.map((one) => one.delivered)),
      deliveredToWriters: addUp(tallies.map((one) => one.deliveredToWriters)),
      deliveredAcross: addUp(tallies.map((one) => one.deliveredAcross)),
      confirmed: addUp(tallies.map((one) => one.confirmed)),
      sent: tallies.reduce((sum, one) => sum + one.sent, 0),
    }
  }

  /** The processor time that the clients have used so far, in microseconds. */
  async cpu(): Promise<number> {
    const used = await this.all<number>({ kind: 'cpu' })
    return used.reduce((sum, one) => sum + one, 0)
  }

  /** Sends all away after a run that failed, and forgets what they saw. */
  async clear(): Promise<void> {
    await this.release()
    await this.all({ kind: 'clear' })
    await this.all({ kind: 'tally' })
  }

  /** Sends everybody of a group away, and waits until the servers know. */
  async leave(group: string): Promise<void> {
    await this.all({ kind: 'leave', group })
    await sleep(300)
  }

  stop(): void {
    for (const worker of this.#workers) worker.kill()
  }

  #ask<T>(worker: ChildProcess, command: Command): Promise<T> {
    const id = ++this.#lastId
    worker.send({ id, command })
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (reply) =>
        'error' in reply ? reject(new Error(reply.error)) : resolve(reply.result as T),
      )
    })
  }
}
