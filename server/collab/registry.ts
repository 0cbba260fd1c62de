import type { Clock, Timer } from '@/lib/collab/clock'

/*
 * Rooms by session, as promises: two who come at once get one load. A room is let go a while after nobody holds it,
 * and before it is, everything is checked again after every await.
 */

type Entry<R> = { room: Promise<R>; loaded?: R; holds: number; timer: Timer | undefined }

type RegistryOptions<R> = {
  load(session: string): Promise<R>
  /** Everything of this room is durable, and whatever else should be done before it goes. */
  settle(room: R): Promise<void>
  dispose(room: R): void
  idleMs: number
  clock: Clock
}

export class Registry<R> {
  readonly #entries = new Map<string, Entry<R>>()

  constructor(private readonly options: RegistryOptions<R>) {}

  /** The room of a session if it is open or being opened. */
  peek(session: string): Promise<R> | undefined {
    return this.#entries.get(session)?.room
  }

  /** Opens the room and holds it until `release` is called. If it cannot be loaded, nobody holds anything. */
  async acquire(session: string): Promise<{ room: R; release: () => void }> {
    const entry = this.#entries.get(session) ?? this.#enter(session, this.options.load(session))
    entry.holds++
    this.options.clock.clearTimeout(entry.timer)
    try {
      const room = await entry.room
      if (this.#entries.get(session) !== entry) return await this.acquire(session)
      let held = true
      return {
        room,
        release: () => {
          if (held) this.#release(session, entry)
          held = false
        },
      }
    } catch (error) {
      entry.holds--
      throw error
    }
  }

  /**
   * Forgets the room, if it is open; who comes next waits for `after`, whatever becomes of it, and gets a new one. With
   * `present` only if that is the room which would be forgotten, and not one that has taken its place already.
   */
  replace(session: string, after: Promise<unknown>, present?: R): void {
    const old = this.#entries.get(session)
    const over = after.then(
      () => {},
      () => {},
    )
    if (present && old?.loaded !== present) return
    this.#enter(
      session,
      over.then(() => this.options.load(session)),
    )
    if (!old) return
    this.options.clock.clearTimeout(old.timer)
    old.room.then(this.options.dispose, () => {})
  }

  /** Every room that is open. */
  *loaded(): Generator<[session: string, room: R]> {
    for (const [session, { loaded }] of this.#entries) if (loaded) yield [session, loaded]
  }

  /** Every room that is open or being opened. */
  async all(): Promise<[session: string, room: R][]> {
    const all = await Promise.allSettled(
      [...this.#entries].map(async ([session, entry]) => [session, await entry.room] as [string, R]),
    )
    return all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  }

  get size(): number {
    return this.#entries.size
  }

  /** Lets go of everything, held or not. */
  clear(): void {
    for (const entry of this.#entries.values()) {
      this.options.clock.clearTimeout(entry.timer)
      entry.room.then(this.options.dispose, () => {})
    }
    this.#entries.clear()
  }

  #enter(session: string, room: Promise<R>): Entry<R> {
    const entry: Entry<R> = { room, holds: 0, timer: undefined }
    this.#entries.set(session, entry)
    room.then(
      (loaded) => {
        entry.loaded = loaded
        this.#idle(session, entry)
      },
      () => this.#forget(session, entry),
    )
    return entry
  }

  #release(session: string, entry: Entry<R>): void {
    entry.holds--
    this.#idle(session, entry)
  }

  #idle(session: string, entry: Entry<R>): void {
    if (entry.holds > 0 || this.#entries.get(session) !== entry) return
    this.options.clock.clearTimeout(entry.timer)
    const { clock, idleMs } = this.options
    entry.timer = clock.setTimeout(() => {
      entry.timer = undefined
      void this.#evict(session, entry)
    }, idleMs)
  }

  async #evict(session: string, entry: Entry<R>): Promise<void> {
    const room = await entry.room
    try {
      await this.options.settle(room)
    } catch (error) {
      console.error('A room could not be settled and stays open:', error)
      return this.#idle(session, entry)
    }
    // Somebody may have come while we waited, and may have left again: then it has a timer of its own.
    if (entry.holds > 0 || entry.timer !== undefined || this.#entries.get(session) !== entry) return
    this.#forget(session, entry)
    this.options.dispose(room)
  }

  #forget(session: string, entry: Entry<R>): void {
    if (this.#entries.get(session) === entry) this.#entries.delete(session)
  }
}
