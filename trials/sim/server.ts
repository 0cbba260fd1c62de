import type { IncomingMessage } from 'node:http'
import { closeCode } from '@/lib/collab/close-codes'
import { SCHEMA } from '@/lib/report/document'
import type { Bus } from '@/server/cluster/bus'
import { admit, type Door, isOutdated, Refusal } from '@/server/collab/admit'
import { createRooms, type Rooms } from '@/server/collab/rooms'
import type { Visitor } from '@/server/collab/standing'
import { type LogOptions, roomLog } from '@/server/store/log'
import type { LogTables } from '@/server/store/log-tables'
import type { LogEntry, RoomLog } from '@/server/store/store'
import type { Access } from './access'
import type { Host, Point } from './disk'
import type { Machine, Process } from './machine'
import type { Wire } from './network'
import type { Purpose } from './tables'

/** The next time that a transaction of this kind reaches this point, the server ends there. */
export type Trap = { purpose: Purpose; point: Point; crash: () => void }

/** Approves a version, if the room is still frozen at it; or reopens the report. */
export type StateChange = { room: string; to: 'approved'; at: number } | { room: string; to: 'draft' }

/** Where a server has its data: on its own disk, or in a database with others. */
export type Home = {
  /** A process opens the log. `reached` may end it. */
  open(process: Process, reached: (purpose: Purpose, point: Point) => void): LogTables
  /** `changed` is called in the moment in which it is done; rejects if it cannot be. */
  changeState(process: Process, change: StateChange, changed: () => void): Promise<void>
  /** Asks the database who may what. */
  ask<T>(process: Process, question: () => Promise<T>): Promise<T>
  /** Its machine is without power. */
  powerCut(luck: boolean): void
  bus(process: Process): Bus | undefined
  log: Pick<LogOptions, 'newEpoch' | 'lanes'>
}

type Running = { process: Process; rooms: Rooms; log: RoomLog; wires: Set<Wire> }

/** A server: started, ended, and started again, on the same data. */
export class Server {
  /** Which shape of the document it knows. */
  schema = SCHEMA
  running: Running | undefined
  trap: Trap | undefined

  constructor(
    readonly machine: Machine,
    private readonly home: Home,
    private readonly access: Access,
    private readonly idleMs: number,
    /** Told of what is handed to the log. */
    private readonly onAppend: (entry: LogEntry, server: Server) => void,
  ) {}

  boot(): void {
    if (this.running) return
    const { home } = this
    const process = this.machine.start()
    const tables = home.open(process, (purpose, point) => this.#reached(process, purpose, point))
    const made = roomLog(tables, { clock: process, ...home.log })
    const log: RoomLog = {
      ...made,
      append: (entry) => {
        this.onAppend(entry, this)
        return made.append(entry)
      },
    }
    const access = { version: () => home.ask(process, () => this.access.version()) }
    const bus = home.bus(process)
    const rooms = createRooms({ store: { log, access }, bus, idleMs: this.idleMs, clock: process })
    this.running = { process, rooms, log, wires: new Set() }
  }

  /** It ends from one moment to the next. After a power cut nobody on the network hears of it. */
  crash(how: 'killed' | 'power', luck: boolean): void {
    if (!this.running) return
    const { process, wires } = this.running
    process.kill()
    for (const wire of wires) wire.die(how)
    if (how === 'power') this.home.powerCut(luck)
    this.running = undefined
    this.trap = undefined
  }

  /** Stops it as SIGTERM does; `then` is called when it has ended. */
  stop(then: () => void): void {
    const { running } = this
    if (!running) return
    running.process.run(() => {
      running.rooms
        .close()
        .then(() => running.process.wait(50))
        .then(() => {
          if (this.running === running) this.crash('killed', false)
          then()
        })
    })
  }

  async changeState(change: StateChange, changed: () => void): Promise<void> {
    if (this.running) await this.home.changeState(this.running.process, change, changed)
  }

  ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    return this.running ? this.home.ask(this.running.process, question) : Promise.resolve(undefined)
  }

  /** A client wants to open a socket. */
  arrive(wire: Wire, url: string): void {
    const { running } = this
    if (!running) {
      wire.refuse()
      return
    }
    const { process, rooms, wires } = running
    process.run(() => {
      const { pathname, search, searchParams } = new URL(url)
      const request = { url: pathname + search, headers: {} } as IncomingMessage
      admit(request, { ...this.#door(process), rooms }).then(
        ({ session, template, guest }) => {
          wire.accept(process)
          wires.add(wire)
          if (isOutdated(searchParams.get('schema'), this.schema)) wire.end(closeCode('outdatedSchema'))
          else void rooms.join(session, template, guest(wire.channel()))
        },
        (error) => {
          if (!(error instanceof Refusal)) console.error(error)
          wire.refuse()
        },
      )
    })
  }

  #door(process: Process): Door {
    const { access, home } = this
    return {
      store: {
        sessions: { byId: (id: string) => home.ask(process, () => access.session(id)) },
      } as unknown as Door['store'],
      authenticate: async () => undefined,
      ticketVisitor: async (ticket) =>
        ({ kind: 'guest', membership: { id: ticket, guestName: `name of ${ticket}` } }) as Visitor,
      roleIn: async (visitor) =>
        visitor.kind === 'guest' ? home.ask(process, () => access.role(visitor.membership.id)) : undefined,
      origin: 'https://report.example.org',
    }
  }

  #reached(process: Process, purpose: Purpose, point: Point): void {
    const { trap } = this
    if (trap?.purpose === purpose && trap.point === point && process.isAlive) {
      this.trap = undefined
      trap.crash()
    }
  }
}

/** One server with a disk of its own. */
export function alone(disk: { open(host: Host): LogTables; powerCut(luck: boolean): void }): Home {
  let epochs = 0
  return {
    open: (process, reached) =>
      disk.open({
        wait: (ms) => process.wait(ms),
        async reached(purpose, point) {
          reached(purpose, point)
          // A process that has ended does nothing any more.
          if (!process.isAlive) await new Promise(() => {})
        },
      }),
    changeState: async (_process, _change, changed) => changed(),
    ask: (_, question) => question(),
    powerCut: (luck) => disk.powerCut(luck),
    bus: () => undefined,
    log: { newEpoch: () => `epoch-${++epochs}` },
  }
}
