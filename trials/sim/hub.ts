import { type Bus, Ears } from '@/server/cluster/bus'
import type { Process } from './machine'
import type { Random } from './random'
import type { Schedule } from './schedule'

export type BusPlan = {
  /** Milliseconds that a message takes at least, and at most. */
  latency: readonly [number, number]
  /** How often a message is lost, or comes twice. */
  lost: number
  doubled: number
}

type Member = {
  node: string
  id: string
  process: Process
  ears: Ears
  /** From when on the hub knows that it listens. */
  since: Map<string, number>
  backs: (() => void)[]
  isUp: boolean
  /** When the last message of each sender is delivered. */
  last: Map<string, number>
}

/** How long a node takes at most to notice that the bus is gone, or back. */
const NOTICED_MS = 2_000

/** What carries messages between the nodes: each sender's come in order; they may be lost, and come twice. */
export class Hub {
  readonly #members = new Set<Member>()
  /** Between which nodes nothing gets through, by name. */
  readonly #cuts = new Set<string>()
  /** From whom it is gone; '*': from everybody. */
  readonly #gone = new Set<string>()
  #ids = 0

  constructor(
    private readonly schedule: Schedule,
    private readonly random: Random,
    private plan: BusPlan,
  ) {}

  /** From now on nothing stands in the way of a message. */
  calm(): void {
    this.plan = { ...this.plan, lost: 0, doubled: 0 }
    this.#cuts.clear()
    for (const node of [...this.#gone]) this.comeBack(node)
  }

  cut(one: string, other: string): void {
    this.#cuts.add(`${one} ${other}`).add(`${other} ${one}`)
  }

  mend(one: string, other: string): void {
    this.#cuts.delete(`${one} ${other}`)
    this.#cuts.delete(`${other} ${one}`)
  }

  /** It is gone from a node, or ('*') from all. */
  go(node: string): void {
    this.#gone.add(node)
    this.#notice()
  }

  comeBack(node: string): void {
    this.#gone.delete(node)
    this.#notice()
  }

  /** A process of a node joins, under a new id. */
  join(node: string, process: Process): Bus {
    const ears = new Ears()
    const id = `${node}.${++this.#ids}`
    const member: Member = {
      ...{ node, id, process, ears },
      since: new Map(),
      backs: [],
      isUp: !this.#isGone(node),
      last: new Map(),
    }
    this.#members.add(member)
    return {
      send: (topic, message) => this.#send(member, topic, message),
      listen: async (topic, hear) => {
        const isFirst = ears.add(topic, hear)
        if (isFirst) member.since.set(topic, this.schedule.now + this.#delay())
        const wait = (member.since.get(topic) ?? 0) - this.schedule.now
        if (wait > 0) await process.wait(wait + this.plan.latency[0])
        return {
          stop() {
            if (ears.delete(topic, hear)) member.since.delete(topic)
          },
        }
      },
      onBack: (call) => void member.backs.push(call),
      isUp: () => member.isUp,
      close: async () => void this.#members.delete(member),
    }
  }

  #send(from: Member, topic: string, message: Uint8Array): void {
    for (const to of this.#members) {
      if (to === from) continue
      if (!to.process.isAlive) {
        this.#members.delete(to)
        continue
      }
      const { schedule, random } = this
      const isLost = random.chance(this.plan.lost)
      const times = random.chance(this.plan.doubled) ? 2 : 1
      if (isLost || (to.since.get(topic) ?? Number.POSITIVE_INFINITY) > schedule.now) continue
      if (!this.#isThrough(from, to)) continue
      for (let time = 0; time < times; time++) {
        const at = Math.max(to.last.get(from.id) ?? 0, schedule.now + this.#delay())
        to.last.set(from.id, at)
        schedule.at(at, () => {
          if (this.#isThrough(from, to)) to.process.run(() => to.ears.tell(topic, message, from.id))
        })
      }
    }
  }

  #isThrough(from: Member, to: Member): boolean {
    return !this.#isGone(from.node) && !this.#isGone(to.node) && !this.#cuts.has(`${from.node} ${to.node}`)
  }

  #isGone(node: string): boolean {
    return this.#gone.has('*') || this.#gone.has(node)
  }

  #notice(): void {
    for (const member of this.#members) {
      const isUp = !this.#isGone(member.node)
      if (isUp === member.isUp) continue
      this.schedule.after(this.random.next() * NOTICED_MS, () => {
        if (member.isUp === isUp || isUp === this.#isGone(member.node)) return
        member.isUp = isUp
        if (isUp) member.process.run(() => member.backs.forEach((call) => call()))
      })
    }
  }

  #delay(): number {
    const [least, most] = this.plan.latency
    return least + (most - least) * this.random.next() ** 4
  }
}
