import type { LogTables } from '@/server/store/log-tables'
import { FOREVER } from '@/server/store/log-tables'
import type { Damage } from './damage'
import { Draft, type Image, type Purpose, type RoomTables } from './tables'

/** A slow disk answers within this. */
const SLOWEST_MS = 5_000

/** Where in a transaction something can go wrong. */
export type Point = 'before write' | 'after write' | 'after sync'

export type DiskFaults = {
  /** Nothing more can be written. */
  full: boolean
  /** What syncing does: works; fails, and nothing was written; or fails, and everything was. */
  sync: 'works' | 'fails' | 'fails late'
  /** Reading fails. */
  unreadable: boolean
  /** How many times slower than usual it is. */
  slowness: number
}

/** Who uses the disk: its time, and what happens to it at a point. */
export type Host = {
  wait(ms: number): Promise<void>
  /** May never resolve: then the host died there. */
  reached(purpose: Purpose, point: Point): Promise<void>
}

/**
 * A disk on which whole transactions are written: what is written survives the end of the process, and only what was
 * synced survives a power cut. (A record that was torn by it is told by its checksum, and is then as good as not
 * written: so does the database's own log.)
 */
export class Disk {
  /** What a process reads. */
  written: Image = new Map()
  /** What is read after a power cut. */
  synced: Image = new Map()
  /** What happened to it without anybody's doing. */
  damages: readonly Damage[] = []
  readonly faults: DiskFaults = { full: false, sync: 'works', unreadable: false, slowness: 1 }

  #committed: (() => void) | undefined

  constructor(
    /** Told after something became durable. */
    private readonly onSynced: (before: Image, purpose: Purpose) => void = () => {},
    /** Milliseconds to read, to write and to sync. */
    private readonly speed: { read: number; write: number; sync: number } = { read: 0, write: 0, sync: 0 },
  ) {}

  /** The machine loses its power. `luck`: what was not synced made it onto the disk nevertheless. */
  powerCut(luck: boolean): void {
    if (luck) this.#sync('append')
    else this.#undo()
  }

  /** A process opens the database, which first brings what an earlier one wrote safely onto the disk. */
  open(host: Host): LogTables {
    this.#sync('append')
    this.written = this.synced = thawed(this.synced)
    let last: Promise<unknown> = Promise.resolve()
    const transaction: LogTables['transaction'] = (work) => {
      const result = last.then(() => this.transact(host, work))
      last = result.catch(() => {})
      return result
    }
    return { transaction, write: transaction }
  }

  /** What a process finds that reads it. */
  read(image: Image): Image {
    return this.damages.reduce((found, { spoil }) => spoil(found), image)
  }

  /** Does the work on what is durable, beside whoever writes, and forgets what it wrote; says what it was for. */
  async look<T>(host: Host, work: (rows: Draft) => Promise<T>): Promise<{ result: T; purpose: Purpose }> {
    await this.#read(host)
    const draft = new Draft(this.read(this.synced))
    return { result: await work(draft), purpose: draft.purpose }
  }

  /** One transaction: nobody else may write before it ends. */
  async transact<T>(
    host: Host,
    work: (rows: Draft) => Promise<T>,
    /** Called in the moment in which it is durable. */
    committed?: () => void,
  ): Promise<T> {
    const { faults, speed } = this
    const pause = (ms: number) => this.#pause(host, ms)
    await this.#read(host)
    const { damages } = this
    const draft = new Draft(this.read(this.written))
    const result = await work(draft)
    const { purpose } = draft
    await host.reached(purpose, 'before write')
    if (purpose === 'read') return result
    if (faults.full) throw new Error('ENOSPC: the disk is full')
    await pause(speed.write)
    this.written = damages.reduceRight((image, { mend }) => mend(image), draft.image)
    this.#committed = committed
    await host.reached(purpose, 'after write')
    await pause(speed.sync)
    if (faults.sync === 'fails') this.#undo()
    else this.#sync(purpose)
    if (faults.sync !== 'works') throw new Error('EIO: the disk did not sync')
    await host.reached(purpose, 'after sync')
    return result
  }

  async #read(host: Host): Promise<void> {
    await this.#pause(host, this.speed.read)
    if (this.faults.unreadable) throw new Error('EIO: the disk cannot be read')
  }

  #pause(host: Host, ms: number): Promise<void> | undefined {
    return ms > 0 ? host.wait(Math.min(SLOWEST_MS, ms * this.faults.slowness)) : undefined
  }

  #sync(purpose: Purpose): void {
    const before = this.synced
    if (before === this.written) return
    this.synced = this.written
    this.onSynced(before, purpose)
    this.#committed?.()
    this.#committed = undefined
  }

  #undo(): void {
    this.written = this.synced
    this.#committed = undefined
  }
}

/** Without what a process before froze for a while, as the store is opened. */
function thawed(image: Image): Image {
  const open = ({ room }: RoomTables) => room.frozenUntil === 0 || room.frozenUntil === FOREVER
  if ([...image.values()].every(open)) return image
  return new Map(
    [...image].map(([id, tables]) => [
      id,
      open(tables) ? tables : { ...tables, room: { ...tables.room, frozenUntil: 0 } },
    ]),
  )
}

/** The tables as a disk without faults has them, at once. */
export function instantTables(image: Image = new Map()): LogTables {
  const disk = new Disk()
  disk.written = disk.synced = image
  return disk.open({ wait: async () => {}, reached: async () => {} })
}
