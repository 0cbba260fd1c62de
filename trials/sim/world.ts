import './sources'
import * as Y from 'yjs'
import { readMessage } from '@/lib/collab/messages'
import { FAILED } from '@/server/collab/endings'
import { roomLog } from '@/server/store/log'
import { Access } from './access'
import { Client } from './client'
import { Disk, type DiskFaults } from './disk'
import { Machine, type Process } from './machine'
import { Line, type Wire } from './network'
import { Nodes } from './nodes'
import { Oracle } from './oracle'
import type { Plan } from './plan'
import { Random } from './random'
import { seedUpdate } from './report'
import { Schedule } from './schedule'
import { alone, Server } from './server'
import type { Image } from './tables'
import { Trace } from './trace'

/** One run's machines, network and people, ready to begin. */
export class World {
  readonly schedule = new Schedule()
  readonly trace: Trace
  readonly access = new Access()
  readonly disk: Disk
  readonly servers: Server[]
  /** What the servers share, if there are several. */
  readonly nodes: Nodes | undefined
  readonly oracle: Oracle
  readonly clients: Client[]
  /** What was spoilt on the disk, by room, and how to mend it. */
  readonly mends = new Map<string, () => void>()
  /** Whose frame the server failed at first, if it did. */
  failedAt: string | undefined
  /** Nobody comes any more. */
  isOver = false
  /** Rooms that are being approved, and by which process. */
  readonly approving = new Map<string, Process>()
  /** Rooms that each process reopens: it does nothing else about their state meanwhile. */
  readonly reopening = new WeakMap<Process, Set<string>>()
  readonly #balancer: Random
  /** Whose turn it is: whose clock the libraries read. */
  #turn: Machine
  readonly #random: Random

  constructor(
    readonly plan: Plan,
    isLoud: boolean,
  ) {
    const { schedule, access } = this
    this.trace = new Trace(schedule, isLoud)
    this.#random = new Random('world', plan.seed)
    const turn = (machine: Machine) => {
      this.#turn = machine
    }
    const machines = (plan.nodes?.skews ?? [0]).map(
      (skew, index) =>
        new Machine(plan.nodes ? `node${index}` : 'server', schedule, plan.server.skew + skew, turn),
    )
    this.#turn = machines[0]!
    this.oracle = new Oracle(
      () => this.disk,
      {
        mayKnow: (server) => this.mayKnow(server),
        now: () => schedule.now,
        areSeveral: plan.nodes !== undefined,
        isApproved: (room) => plan.nodes !== undefined && access.state(room) === 'approved',
      },
      (words) => this.trace.say(words),
    )
    this.disk = new Disk((before, purpose) => this.#synced(before, purpose), plan.disk)
    const { disk } = this
    this.nodes =
      plan.nodes && new Nodes(plan.nodes, { seed: plan.seed, skew: plan.server.skew, disk, schedule, turn })
    this.servers = machines.map((machine) => {
      const home = this.nodes?.home(machine.name) ?? alone(disk)
      return new Server(machine, home, access, plan.server.idleMs, (entry, server) =>
        this.oracle.appended(entry, server),
      )
    })
    this.#balancer = new Random('balancer', plan.seed)
    this.clients = plan.clients.map((client) => {
      const line = new Line(
        schedule,
        new Random('line', plan.seed, client.name),
        client.latency,
        (way, what, bytes) => {
          if (what === `close ${FAILED}`) this.failedAt ??= client.name
          this.trace.detail(
            () => `${client.name} ${way === 'up' ? '→' : '←'} ${bytes ? inWords(bytes) : what}`,
          )
        },
        (wire, way, bytes) => this.oracle.framed(wire, client.room, way, bytes),
      )
      const arrive = (wire: Wire, url: string) => this.#anyServer().arrive(wire, url)
      const own = new Machine(client.name, schedule, client.skew, turn)
      return new Client(client, own, line, plan.seed, arrive, this.oracle, plan.nodes !== undefined)
    })
  }

  /** What the process takes from outside during the run. */
  sources() {
    return {
      now: () => this.#turn.wall(),
      uint32: () => this.#random.uint32(),
      error: (words: unknown[]) => this.trace.say(`error: ${words.map(briefly).join(' ')}`),
    }
  }

  client(name: string): Client | undefined {
    return this.clients.find((client) => client.name === name)
  }

  machine(name: string): Machine | undefined {
    return name === 'server' ? this.servers[0]!.machine : this.client(name)?.machine
  }

  /** The server of a step. */
  server({ node = 0 }: { node?: number }): Server {
    return this.servers[node % this.servers.length]!
  }

  /** Whether a server can ask about anybody. */
  mayKnow({ machine }: Server): boolean {
    return this.access.trouble === 'none' && (this.nodes?.database.isReachedBy(machine.name) ?? true)
  }

  /** As a balancer picks it: mostly one that runs. */
  #anyServer(): Server {
    const { servers } = this
    if (servers.length === 1) return servers[0]!
    const picked = this.#balancer.pick(servers)
    if (picked.running || this.#balancer.chance(0.2)) return picked
    return servers.find(({ running }) => running) ?? picked
  }

  /** The rooms are there, the server runs, and everybody opens the page. */
  async begin(): Promise<void> {
    const { plan, access } = this
    const atOnce = { wait: async () => {}, reached: async () => {} }
    const clock = this.servers[0]!.machine.start()
    const log = roomLog(this.disk.open(atOnce), { clock, newEpoch: () => 'epoch-0' })
    for (const room of plan.rooms) {
      access.addSession(room)
      const data = seedUpdate()
      await log.create({ room, user: 'seed', data, clients: [...Y.parseUpdateMeta(data).to.keys()] })
    }
    for (const { user, role } of plan.clients) access.setRole(user, role)
    for (const server of this.servers) server.boot()
    for (const client of this.clients) client.open()
  }

  /** Lets time pass. */
  run(until: () => number): Promise<void> {
    return this.schedule.run(until, () => this.oracle.check())
  }

  /** Lets time pass until something has come about. Throws if it takes longer than a minute. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const limit = this.schedule.now + 60_000
    let done: { value: T } | { error: unknown } | undefined
    promise.then(
      (value) => {
        done = { value }
      },
      (error) => {
        done = { error }
      },
    )
    await this.run(() => (done ? this.schedule.now : limit))
    if (!done) throw new Error('It takes too long')
    if ('error' in done) throw (done as { error: unknown }).error
    return (done as { value: T }).value
  }

  /** A server ends now, and begins again after a while. */
  crash(server: Server, how: 'killed' | 'power', luck: boolean, after: number): void {
    this.trace.say(`the ${server.machine.name} is ${how === 'power' ? 'without power' : 'killed'}`)
    server.crash(how, luck)
    this.afterCrash()
    this.schedule.after(after, () => this.boot(server))
  }

  afterCrash(): void {
    for (const room of this.plan.rooms)
      if (this.access.state(room) !== 'approved' && !this.oracle.frozen.get(room)?.running)
        this.oracle.frozen.delete(room)
    this.oracle.auditAll()
  }

  isApproving(room: string): boolean {
    const by = this.approving.get(room)
    // Who is alone begins again only once it is reopened.
    return by !== undefined && (this.nodes === undefined || by.isAlive)
  }

  boot(server: Server): void {
    if (server.running) return
    this.trace.say(`the ${server.machine.name} begins`)
    server.machine.wake()
    server.boot()
  }

  /** A server stops as it should, with `schema` if it comes back as a newer version. */
  restart(server: Server, after: number, schema = server.schema): void {
    const then = () => {
      this.afterCrash()
      server.schema = schema
      this.schedule.after(after, () => this.boot(server))
    }
    server.stop(then)
    const { running } = server
    // Who does not stop is killed, as a supervisor does.
    this.schedule.after(12_000, () => {
      if (!running || server.running !== running) return
      server.crash('killed', false)
      then()
    })
  }

  /** Somebody opens the page, in the newest version of it. */
  open(client: Client): void {
    if (client.tab || this.isOver) return
    client.schema = Math.max(...this.servers.map(({ schema }) => schema))
    client.open()
  }

  reload(client: Client): void {
    client.close()
    this.open(client)
  }

  endAccessTrouble(): void {
    if (this.access.trouble === 'none') return
    this.access.trouble = 'none'
    this.oracle.knowAgain(this.servers)
  }

  cutFromDatabase(server: Server): void {
    this.nodes?.cut(server.machine.name)
  }

  mendToDatabase(server: Server): void {
    this.nodes?.mend(server.machine.name)
    this.oracle.knowAgain([server])
  }

  stopDatabase(luck: boolean, forMs: number): void {
    this.nodes?.stop(luck)
    this.schedule.after(forMs, () => this.startDatabase())
  }

  startDatabase(): void {
    this.nodes?.start()
    this.oracle.knowAgain(this.servers)
  }

  healNodes(): void {
    if (!this.nodes) return
    this.nodes.heal(this.servers.map(({ machine }) => machine.name))
    this.oracle.knowAgain(this.servers)
  }

  setFaults(faults: Partial<DiskFaults>): void {
    Object.assign(this.disk.faults, { full: false, sync: 'works', unreadable: false, slowness: 1 }, faults)
  }

  #synced(before: Image, purpose: Parameters<Oracle['synced']>[1]): void {
    this.oracle.synced(before, purpose)
    for (const [room, { room: row }] of this.disk.synced)
      if (before.get(room)?.room.head !== row.head || purpose === 'compact')
        this.trace.say(`${purpose}: ${room} is at ${row.head} of ${row.epoch}`)
  }
}

function inWords(bytes: Uint8Array): string {
  const message = readMessage(bytes)
  if (message.kind === 'ack') return `ack ${message.count}`
  if (message.kind === 'standing') return `standing ${message.writing}`
  return `${message.kind} (${bytes.length} bytes)`
}

function briefly(word: unknown): string {
  return word instanceof Error ? `${word.name}: ${word.message}` : String(word)
}
