import type { IncomingMessage } from 'node:http'
import { closeCode } from '@/lib/collab/close-codes'
import { SCHEMA } from '@/lib/report/document'
import { admit, type Door, isOutdated, Refusal } from '@/server/collab/admit'
import { createRooms, type Rooms } from '@/server/collab/rooms'
import type { Visitor } from '@/server/collab/standing'
import { type LogOptions, roomLog } from '@/server/store/log'
import type { LogEntry, RoomLog } from '@/server/store/store'
import type { Access } from './access'
import type { Disk, Host, Point } from './disk'
import type { Machine, Process } from './machine'
import type { Wire } from './network'
import type { Purpose } from './tables'

/** The next time that a transaction of this kind reaches this point, the server ends there. */
export type Trap = { purpose: Purpose; point: Point; crash: () => void }

type Running = { process: Process; rooms: Rooms; log: RoomLog; wires: Set<Wire> }

/** The server: started, ended, and started again, on the same disk. */
export class Server {
  /** Which shape of the document it knows. */
  schema = SCHEMA
  running: Running | undefined
  trap: Trap | undefined
  #epochs = 0

  constructor(
    readonly machine: Machine,
    readonly disk: Disk,
    private readonly access: Access,
    private readonly idleMs: number,
    /** Told of what is handed to the log. */
    private readonly onAppend: (entry: LogEntry) => void,
  ) {}

  boot(): void {
    if (this.running) return
    const process = this.machine.start()
    const host: Host = {
      wait: (ms) => process.wait(ms),
      reached: (purpose, point) => this.#reached(process, purpose, point),
    }
    const options: LogOptions = { clock: process, newEpoch: () => `epoch-${++this.#epochs}` }
    const made = roomLog(this.disk.open(host), options)
    const log: RoomLog = {
      ...made,
      append: (entry) => {
        this.onAppend(entry)
        return made.append(entry)
      },
    }
    const access = { version: () => this.access.version() }
    const rooms = createRooms({ store: { log, access }, idleMs: this.idleMs, clock: process })
    this.running = { process, rooms, log, wires: new Set() }
  }

  /** It ends from one moment to the next. After a power cut nobody on the network hears of it. */
  crash(how: 'killed' | 'power', luck: boolean): void {
    if (!this.running) return
    const { process, wires } = this.running
    process.kill()
    for (const wire of wires) wire.die(how)
    if (how === 'power') this.disk.powerCut(luck)
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
      admit(request, this.#door()).then(
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

  #door(): Door {
    const { access } = this
    return {
      store: {
        sessions: { byId: (id: string) => access.session(id) },
      } as unknown as Door['store'],
      authenticate: async () => undefined,
      ticketVisitor: async (ticket) =>
        ({ kind: 'guest', membership: { id: ticket, guestName: `name of ${ticket}` } }) as Visitor,
      roleIn: async (visitor) => (visitor.kind === 'guest' ? access.role(visitor.membership.id) : undefined),
      origin: 'https://report.example.org',
    }
  }

  async #reached(process: Process, purpose: Purpose, point: Point): Promise<void> {
    const { trap } = this
    if (trap?.purpose === purpose && trap.point === point && process.isAlive) {
      this.trap = undefined
      trap.crash()
    }
    // A process that has ended does nothing any more.
    if (!process.isAlive) await new Promise(() => {})
  }
}
