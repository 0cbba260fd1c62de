import type { Clock, Timer } from './clock'
import { type Message, readMessage, writeMessage } from './messages'

/** The server says something at least every five seconds; a socket that is silent for this long is dead. */
const SILENCE_MS = 15_000
/** How long it may take until the server is heard for the first time; it speaks first. */
const OPENING_MS = 8_000

/** What we use of a WebSocket: whatever carries frames both ways, in order, until it ends. */
export interface Socket {
  onopen: (() => void) | null
  onmessage: ((event: { data: ArrayBuffer | Uint8Array | string }) => void) | null
  /** Once; `onerror` says nothing that this does not. */
  onclose: ((event: { code: number }) => void) | null
  send(bytes: Uint8Array<ArrayBuffer>): void
  close(): void
}

/** Begins to open a socket. */
export type Dial = (url: string) => Socket

export const dialWebSocket: Dial = (url) => {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  socket.onerror = () => {}
  return socket as Socket
}

/** What has come from the server over a socket. */
export type Heard = 'nothing' | 'something'

type LinkEvents = {
  opened(): void
  message(message: Message): void
  /**
   * Once, whoever ended it. Where nothing was heard, the server may have refused it, or something between us and the
   * server lets no WebSocket through.
   */
  ended(code: number, heard: Heard): void
}

/** One socket to the server, from opening to its end. */
export class Link {
  readonly #socket: Socket
  #phase: 'opening' | 'open' | 'ended' = 'opening'
  #heard: Heard = 'nothing'
  /** When it spoke last; before that, when we began. */
  #heardAt: number
  #watch: Timer | undefined

  constructor(
    socket: Socket,
    private readonly events: LinkEvents,
    private readonly clock: Clock,
  ) {
    this.#socket = socket
    this.#heardAt = clock.now()
    this.#socket.onopen = () => {
      if (this.#phase !== 'opening') return
      this.#phase = 'open'
      this.events.opened()
    }
    this.#socket.onmessage = (event) => this.#onMessage(event.data)
    this.#socket.onclose = (event) => this.#end(event.code)
    this.check()
  }

  send(message: Exclude<Message, { kind: 'auth' }>): void {
    if (this.#phase === 'open') this.#socket.send(writeMessage(message) as Uint8Array<ArrayBuffer>)
  }

  /** Ends it if it has been silent for too long; after a sleep no timer of ours has run. */
  check(): void {
    if (this.#phase === 'ended') return
    this.clock.clearTimeout(this.#watch)
    const left = this.#heardAt + (this.#heard === 'something' ? SILENCE_MS : OPENING_MS) - this.clock.now()
    if (left <= 0) this.close()
    else this.#watch = this.clock.setTimeout(() => this.check(), left)
  }

  close(): void {
    // A dead socket may take minutes to say that it closed: for us it has ended now.
    this.#socket.close()
    this.#end(1006)
  }

  #onMessage(data: ArrayBuffer | Uint8Array | string): void {
    if (this.#phase !== 'open') return
    this.#heard = 'something'
    this.#heardAt = this.clock.now()
    let message: Message
    try {
      message = readMessage(data instanceof Uint8Array ? data : new Uint8Array(data as ArrayBuffer))
    } catch {
      // Not our server, or a newer one: a message that is not understood is no reason to stop.
      return
    }
    this.events.message(message)
  }

  #end(code: number): void {
    if (this.#phase === 'ended') return
    this.#phase = 'ended'
    this.clock.clearTimeout(this.#watch)
    this.events.ended(code, this.#heard)
  }
}
