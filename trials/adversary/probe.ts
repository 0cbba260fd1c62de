import * as Y from 'yjs'
import { type Connection, connect } from '@/lib/collab/connection'
import { sendHeaders } from '../chaos/headers'
import { Random } from '../chaos/random'
import type { Pass } from '../chaos/setup'
import { FOR_MODERATORS, type as typeInto } from '../chaos/texts'

const EVERY_MS = 100

/** Two people at one table: one types, the other sees it. How long that takes is what the probe tells. */
export class Probe {
  readonly #delays: number[] = []
  readonly #connections: Connection[]
  readonly #timer: NodeJS.Timeout
  readonly #underWay: { clock: number; at: number }[] = []

  constructor(url: string, { headers }: Pass) {
    const [from, to] = [new Y.Doc(), new Y.Doc()]
    sendHeaders(url, headers)
    this.#connections = [from, to].map((doc) => connect({ doc, url }))
    const random = new Random(1)
    let count = 0
    this.#timer = setInterval(() => {
      if (this.#connections.some((one) => one.state().kind === 'connecting')) return
      typeInto(from, FOR_MODERATORS[0]!, `probe${count++}`, random)
      this.#underWay.push({ clock: Y.getState(from.store, from.clientID), at: performance.now() })
    }, EVERY_MS)
    to.on('update', () => {
      const arrived = Y.getState(to.store, from.clientID)
      while (this.#underWay[0] && this.#underWay[0].clock <= arrived)
        this.#delays.push(performance.now() - this.#underWay.shift()!.at)
    })
  }

  /** Forgets what was measured until now. */
  begin(): void {
    this.#delays.length = 0
  }

  /** In milliseconds. Edits that never arrived count as endless. */
  delays(): { count: number; median: number; p95: number; longest: number } {
    const late = performance.now() - 5_000
    const lost = this.#underWay.filter(({ at }) => at < late).map(() => Number.POSITIVE_INFINITY)
    const sorted = [...this.#delays, ...lost].sort((a, b) => a - b)
    const at = (part: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
    return { count: sorted.length, median: at(0.5), p95: at(0.95), longest: at(1) }
  }

  end(): void {
    clearInterval(this.#timer)
    for (const connection of this.#connections) connection.destroy()
  }
}
