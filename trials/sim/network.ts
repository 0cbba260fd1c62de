import type { Socket } from '@/lib/collab/link'
import type { Channel, ChannelListener, Frame } from '@/server/collab/channel'
import type { Process } from './machine'
import type { Random } from './random'
import type { Schedule } from './schedule'

export type Way = 'up' | 'down'
type Item = { readyAt: number; work: () => void }

/** A WebSocket's code for an end without a word. */
const LOST = 1006
const FAREWELL_MS = 3_000
/** An operating system gives up opening after this. */
const OPENING_MS = 20_000

/** A client's way to the server. Frames of one socket stay in order; how long each takes varies, and it may be cut. */
export class Line {
  readonly wires = new Set<Wire>()
  readonly #held = { up: false, down: false }

  constructor(
    readonly schedule: Schedule,
    private readonly random: Random,
    /** Milliseconds a frame takes at least, and at most. */
    private latency: readonly [number, number],
    /** Told of every frame that arrives. */
    readonly watch: (way: Way, what: string, bytes?: Uint8Array) => void,
    /** Told of every frame as the server reads or sends it. */
    readonly atServer: (wire: Wire, way: Way, bytes: Uint8Array) => void,
  ) {}

  /** From now on nothing takes long. */
  calm(): void {
    this.latency = [this.latency[0], 2 * this.latency[0]]
    this.release()
  }

  isHeld(way: Way): boolean {
    return this.#held[way]
  }

  /** Nothing gets through that way until it is released; then all that waited comes. */
  hold(way: Way): void {
    this.#held[way] = true
  }

  release(): void {
    this.#held.up = this.#held.down = false
    for (const wire of this.wires) wire.pump()
  }

  /** The sockets that are open now never carry anything again, and nobody is told. */
  blackHole(): void {
    for (const wire of [...this.wires]) wire.vanish()
  }

  delay(): number {
    const [least, most] = this.latency
    // Mostly about the least; now and then far longer.
    return least + (most - least) * this.random.next() ** 4
  }
}

/** One socket: the client's end and the server's, and what is on its way between them. */
export class Wire implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  /** Whether the client may still hear of it, and the server. */
  #client: 'opening' | 'open' | 'closed' = 'opening'
  #server: 'unknown' | 'open' | 'ending' | 'closed' = 'unknown'
  #vanished = false
  #paused = true
  #unread: (() => void)[] = []
  #listener: ChannelListener | undefined
  #process: Process | undefined
  readonly #queues = { up: [] as Item[], down: [] as Item[] }

  constructor(
    private readonly line: Line,
    readonly page: Process,
    /** Called when the client's wish to open it reaches the server. */
    private readonly arrive: (wire: Wire) => void,
  ) {
    line.wires.add(this)
    this.#carry('up', () => this.arrive(this))
    line.schedule.after(OPENING_MS, () => {
      if (this.#client === 'opening') page.run(() => this.#clientClosed(LOST))
    })
  }

  /** Whether both ends hold it to be open, and frames get through. */
  get isWhole(): boolean {
    return this.#client === 'open' && this.#server === 'open' && !this.#vanished
  }

  // The client's end

  send(bytes: Uint8Array): void {
    if (this.#client !== 'open') return
    this.#carry('up', () =>
      this.#toServer(() => {
        this.line.watch('up', 'frame', bytes)
        this.line.atServer(this, 'up', bytes)
        this.#listener?.frame(bytes)
      }),
    )
  }

  close(): void {
    if (this.#client === 'closed') return
    this.#client = 'closed'
    this.#carry('up', () => this.#serverClosed())
    this.page.soon(() => this.onclose?.({ code: LOST }))
  }

  // The server's end

  /** As the server sees it. */
  channel(): Channel {
    const wire = this
    return {
      get isOpen() {
        return wire.#server === 'open'
      },
      listen: (listener) => {
        wire.#listener = listener
      },
      send: (frame) => wire.#sendFrame(frame),
      ping: () => wire.#ping(),
      pause: () => {
        wire.#paused = true
      },
      resume: () => wire.#resume(),
      end: (code) => wire.end(code),
      cut: () => wire.#cut(),
    }
  }

  /** The server takes it in. */
  accept(process: Process): void {
    this.#process = process
    this.#server = 'open'
    this.#carry('down', () => {
      if (this.#client !== 'opening') return
      this.#client = 'open'
      this.line.watch('down', 'open')
      this.onopen?.()
    })
  }

  /** The server does not even open it. */
  refuse(): void {
    this.#server = 'closed'
    this.#carry('down', () => this.#clientClosed(LOST))
  }

  #sendFrame({ message }: Frame): void {
    if (this.#server !== 'open') return
    this.line.atServer(this, 'down', message)
    this.#carry('down', () => {
      if (this.#client !== 'open') return
      this.line.watch('down', 'frame', message)
      this.onmessage?.({ data: message })
    })
  }

  #ping(): void {
    this.#carry('down', () => {
      if (this.#client === 'open') this.#carry('up', () => this.#toServer(() => this.#listener?.alive()))
    })
  }

  #resume(): void {
    this.#paused = false
    while (!this.#paused && this.#unread.length > 0) this.#unread.shift()!()
  }

  end(code: number): void {
    if (this.#server !== 'open') return
    this.#server = 'ending'
    this.#carry('down', () => {
      this.#clientClosed(code)
      this.#carry('up', () => this.#serverClosed())
    })
    this.#process?.setTimeout(() => this.#serverClosed(), FAREWELL_MS)
  }

  #cut(): void {
    if (this.#server === 'closed') return
    this.#carry('down', () => this.#clientClosed(LOST))
    this.#process?.soon(() => this.#serverClosed())
    this.#server = 'ending'
  }

  /** The server's process is gone; its machine tells the client so, unless it is gone, too. */
  die(how: 'killed' | 'power'): void {
    this.#server = 'closed'
    if (how === 'power') this.vanish()
    else this.#carry('down', () => this.#clientClosed(LOST))
  }

  /** Something between cuts it off, and both ends are told. */
  sever(): void {
    this.#carry('down', () => this.#clientClosed(LOST))
    this.#carry('up', () => this.#serverClosed())
  }

  vanish(): void {
    this.#vanished = true
    this.#queues.up.length = this.#queues.down.length = 0
    this.line.wires.delete(this)
  }

  /** Delivers what is due and may pass. */
  pump(): void {
    for (const way of ['up', 'down'] as const) {
      const queue = this.#queues[way]
      while (queue[0] && queue[0].readyAt <= this.line.schedule.now && !this.line.isHeld(way))
        queue.shift()!.work()
    }
  }

  #carry(way: Way, work: () => void): void {
    if (this.#vanished) return
    const queue = this.#queues[way]
    const { schedule } = this.line
    const readyAt = Math.max(queue.at(-1)?.readyAt ?? 0, schedule.now + this.line.delay())
    const host = way === 'down' ? (then: () => void) => this.page.run(then) : (then: () => void) => then()
    queue.push({ readyAt, work: () => host(work) })
    schedule.at(readyAt, () => this.pump())
  }

  #toServer(work: () => void): void {
    const deliver = () => {
      if (this.#server === 'open' || this.#server === 'ending') work()
    }
    this.#process?.run(() => {
      if (this.#paused) this.#unread.push(deliver)
      else deliver()
    })
  }

  #serverClosed(): void {
    this.#process?.run(() => {
      const tell = () => {
        if (this.#server === 'closed') return
        this.#server = 'closed'
        if (this.#client === 'closed') this.line.wires.delete(this)
        this.line.watch('up', 'closed')
        this.#listener?.closed()
      }
      // What came before the end is read before it.
      if (this.#paused && this.#unread.length > 0) this.#unread.push(tell)
      else tell()
    })
  }

  #clientClosed(code: number): void {
    if (this.#client === 'closed') return
    this.#client = 'closed'
    if (this.#server === 'closed') this.line.wires.delete(this)
    this.line.watch('down', `close ${code}`)
    this.onclose?.({ code })
  }
}
