import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Channel, ChannelListener, Frame } from './channel'
import { UNREAD_BYTES } from './limits'

/** How long a socket may take to close properly. */
const FAREWELL_MS = 3_000
const NOTHING = new Uint8Array()

/** A WebSocket as a channel. `wire` is the connection below it, onto which finished frames are written. */
export class SocketChannel implements Channel {
  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
  ) {
    // ws closes by itself what it cannot read; without a listener the error would end the process.
    socket.on('error', () => {})
    socket.pause()
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN
  }

  listen(listener: ChannelListener): void {
    this.socket.on('message', (data: Buffer, isBinary: boolean) => listener.frame(isBinary ? data : NOTHING))
    this.socket.on('pong', listener.alive)
    this.socket.on('close', listener.closed)
  }

  /**
   * Past ws, straight to the connection: one write a socket. Possible because nothing is compressed, so that ws never
   * holds a frame back.
   */
  send({ bytes }: Frame): void {
    if (!this.isOpen) return
    if (this.wire.writableLength > UNREAD_BYTES) this.socket.terminate()
    else this.wire.write(bytes)
  }

  ping(): void {
    if (this.isOpen) this.socket.ping()
  }

  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  end(code: number, reason?: string): void {
    this.socket.close(code, reason)
    // One that is held back for being too fast would not hear the answer.
    this.socket.resume()
    setTimeout(() => this.socket.terminate(), FAREWELL_MS).unref()
  }

  cut(): void {
    this.socket.terminate()
  }
}
