import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Channel, ChannelListener, Frame } from './channel'
import { UNREAD_BYTES } from './limits'

/** How long a socket may take to close properly. */
const FAREWELL_MS = 3_000
const NOTHING = new Uint8Array()

/** A WebSocket as a channel. `wire` is the connection below it, onto which finished frames are written. */
export class SocketChannel implements Channel {
  #paused = true
  /** We ended it: whatever came before that and was not looked at is not looked at any more. */
  #ended = false
  /** What ws had read already when it was paused, in order. */
  #waiting: (() => void)[] = []
  #draining = false
  #listener: ChannelListener | undefined

  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
  ) {
    // ws closes by itself what it cannot read; without a listener the error would end the process.
    socket.on('error', () => {})
    socket.on('message', (data: Buffer, isBinary: boolean) =>
      this.#inTurn(() => this.#listener?.frame(isBinary ? data : NOTHING)),
    )
    socket.on('pong', () => this.#listener?.alive())
    socket.on('close', () => {
      const tell = () => this.#listener?.closed()
      if (this.#ended) tell()
      else this.#inTurn(tell)
    })
    socket.pause()
  }

  get isOpen(): boolean {
    return !this.#ended && this.socket.readyState === WebSocket.OPEN
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener
  }

  /**
   * Past ws, straight to the connection: one write a socket. Possible because nothing is compressed, so that ws never
   * holds a frame back.
   */
  send({ bytes }: Frame): void {
    if (!this.isOpen) return
    if (this.wire.writableLength > UNREAD_BYTES) this.cut()
    else this.wire.write(bytes)
  }

  ping(): void {
    if (this.isOpen) this.socket.ping()
  }

  pause(): void {
    this.#paused = true
    this.socket.pause()
  }

  resume(): void {
    this.#paused = false
    this.#drain()
  }

  end(code: number, reason?: string): void {
    this.#stop()
    this.socket.close(code, reason)
    // One that is held back for being too fast would not hear the answer.
    this.socket.resume()
    setTimeout(() => this.socket.terminate(), FAREWELL_MS).unref()
  }

  cut(): void {
    this.#stop()
    this.socket.terminate()
  }

  #inTurn(work: () => void): void {
    if (this.#paused || this.#waiting.length > 0) this.#waiting.push(work)
    else if (!this.#ended) work()
  }

  /** What waited goes first, one in a turn, as ws gives them; then more is read. */
  #drain(): void {
    if (this.#paused || this.#draining) return
    const next = this.#waiting.shift()
    if (!next) {
      this.socket.resume()
      return
    }
    this.#draining = true
    setImmediate(() => {
      this.#draining = false
      this.#drain()
    })
    next()
  }

  #stop(): void {
    this.#ended = true
    this.#waiting = []
  }
}
