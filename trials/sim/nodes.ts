import { FOREVER } from '@/server/store/log-tables'
import { Database, type Dialer } from './database'
import type { Disk } from './disk'
import { type BusPlan, Hub } from './hub'
import { Machine, type Process } from './machine'
import { Random } from './random'
import type { Schedule } from './schedule'
import type { Home } from './server'

/** Several servers over one database (SPEC.md, "Several nodes"). */
export type NodesPlan = {
  /** Of each node: milliseconds that its clock is beside the database's, once it follows that. */
  skews: number[]
  /** Milliseconds that a message between a node and the database takes at least, and at most. */
  database: [number, number]
  /** Whether it is the database that carries the messages of the bus, too. */
  notifies: boolean
  bus: BusPlan
}

/** Of the nodes that PostgreSQL writes for at once (server/store/log-engine.ts). */
const LANES = 4

/** What the nodes share: the database and the bus. */
export class Nodes {
  readonly database: Database
  readonly hub: Hub
  #epochs = 0

  constructor(
    private readonly plan: NodesPlan,
    {
      seed,
      skew,
      disk,
      schedule,
      turn,
    }: {
      seed: number
      skew: number
      disk: Disk
      schedule: Schedule
      turn: (machine: Machine) => void
    },
  ) {
    const machine = new Machine('database', schedule, skew, turn)
    this.database = new Database(disk, machine.start(), new Random('database', seed), plan.database)
    this.hub = new Hub(schedule, new Random('hub', seed), plan.bus)
  }

  home(name: string): Home {
    const { database, hub } = this
    const dialer = (process: Process): Dialer => ({ name, process, reached: () => {} })
    return {
      open: (process, reached) => database.connect({ ...dialer(process), reached }),
      changeState: (process, change, changed) =>
        database.transact(
          dialer(process),
          async (rows) => {
            const { room } = change
            if (change.to === 'draft') return rows.reopen(room)
            const { frozenUntil, head } = (await rows.room(room))!
            if (frozenUntil <= process.now() || head !== change.at) throw new Error('The room has thawed')
            await rows.freeze(room, FOREVER)
          },
          changed,
        ),
      ask: (process, question) => database.ask(dialer(process), question),
      powerCut() {},
      bus: (process) => hub.join(name, process),
      log: { lanes: LANES, newEpoch: () => `epoch-${++this.#epochs}` },
    }
  }

  /** The database ends, and with it the bus if that is its. */
  stop(luck: boolean): void {
    this.database.stop(luck)
    if (this.plan.notifies) this.hub.go('*')
  }

  start(): void {
    this.database.start()
    if (this.plan.notifies) this.hub.comeBack('*')
  }

  cut(name: string): void {
    this.database.cut(name)
    if (this.plan.notifies) this.hub.go(name)
  }

  mend(name: string): void {
    this.database.mend(name)
    if (this.plan.notifies) this.hub.comeBack(name)
  }

  heal(names: string[]): void {
    this.start()
    this.database.lostAnswers = 0
    for (const name of names) this.mend(name)
    this.hub.calm()
  }
}
