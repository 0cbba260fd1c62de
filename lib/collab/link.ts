import { type Message, readMessage, writeMessage } from './messages'

/** The server says something at least every five seconds; a socket that is silent for this long is dead. */
const SILENCE_MS = 15_000
/** How long opening may take. */
const OPENING_MS = 10_000

export type LinkEvents = {
  opened(): void
  message(message: Message): void
  /** Once, whoever ended it; `wasOpen` false: it never was, so the server may have refused it. */
  ended(code: number, wasOpen: boolean): void
}

/** One WebSocket to the server, from opening to its end. */
export class Link {
  readonly #socket: WebSocket
  #phase: 'opening' | 'open' | 'ended' = 'opening'
  #heardAt = Date.now()
  #watch: ReturnType<typeof setTimeout> | undefined

  constructor(
    url: string,
    private readonly events: LinkEvents,
  ) {
    this.#socket = new WebSocket(url)
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onopen = () => {
      if (this.#phase !== 'opening') return
      this.#phase = 'open'
      this.#heardAt = Date.now()
      this.events.opened()
    }
    this.#socket.onmessage = (event) => this.#onMessage(event.data)
    this.#socket.onclose = (event) => this.#end(event.code)
    this.#socket.onerror = () => {}
    this.check()
  }

  send(message: Exclude<Message, { kind: 'auth' }>): void {
    if (this.#phase === 'open') this.#socket.send(writeMessage(message) as Uint8Array<ArrayBuffer>)
  }

  /** Ends it if it has been silent for too long; after a sleep no timer of ours has run. */
  check(): void {
    if (this.#phase === 'ended') return
    clearTimeout(this.#watch)
    const left = this.#heardAt + (this.#phase === 'open' ? SILENCE_MS : OPENING_MS) - Date.now()
    if (left <= 0) this.close()
    else this.#watch = setTimeout(() => this.check(), left)
  }

  close(): void {
    // A dead socket may take minutes to say that it closed: for us it has ended now.
    this.#socket.close()
    this.#end(1006)
  }

  #onMessage(data: ArrayBuffer | string): void {
    if (this.#phase !== 'open') return
    this.#heardAt = Date.now()
    let message: Message
    try {
      message = readMessage(new Uint8Array(data as ArrayBuffer))
    } catch {
      // Not our server, or a newer one: a message that is not understood is no reason to stop.
      return
    }
    this.events.message(message)
  }

  #end(code: number): void {
    if (this.#phase === 'ended') return
    const wasOpen = this.#phase === 'open'
    this.#phase = 'ended'
    clearTimeout(this.#watch)
    this.events.ended(code, wasOpen)
  }
}
