import type { Clock, Timer } from '@/lib/collab/clock'
import type { Channel, ChannelListener, Frame } from './channel'
import { UNREAD_BYTES } from './limits'

/** How it ended: a WebSocket close code with its sentence. */
export type Ending = { code: number; reason: string }

/** What a client gets for asking: the frames that wait, or that it is over. */
export type Taken = { kind: 'frames'; frames: Uint8Array[] } | { kind: 'ended'; ending: Ending }

/** How long one who asks for frames waits for the first. The room says something more often. */
const WAIT_MS = 10_000
/** One answer holds so many bytes, or a single frame. */
const ANSWER_BYTES = 1024 * 1024
/** So many frames of one batch are taken in before others get their turn. */
const IN_A_ROW = 64
/** WebSocket's code for "it broke off": the client tries again. */
const BROKEN: Ending = { code: 1006, reason: '' }

/**
 * The way to one client by requests: it gives frames and takes frames, both numbered, one request of each kind at a
 * time. Whatever is not as expected ends it, as a lost connection ends a socket, and the client begins anew.
 */
export class HttpChannel implements Channel {
  #listener: ChannelListener | undefined
  #ending: Ending | undefined
  readonly #unread: Uint8Array[] = []
  #unreadBytes = 0
  #given = 0
  #asked = 0
  #giving = false
  #waiting: { timer: Timer; answer: () => void } | undefined
  /** While paused, who waits for that to be over. */
  #paused: { over: Promise<void>; resume: () => void } | undefined = gate()

  constructor(
    private readonly clock: Clock,
    /** Called once, when it has ended. */
    private readonly onEnd: () => void,
  ) {}

  get isOpen(): boolean {
    return this.#ending === undefined
  }

  get ending(): Ending | undefined {
    return this.#ending
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener
  }

  send({ message }: Frame): void {
    if (this.#unreadBytes > UNREAD_BYTES) this.cut()
    if (!this.isOpen) return
    this.#unread.push(message)
    this.#unreadBytes += message.length
    // In a turn of its own, so that what is sent together is taken together.
    if (this.#unread.length === 1) this.clock.soon(() => this.#answer())
  }

  /** Nothing to do: one who asks for frames is alive, and one who doesn't is dead. */
  ping(): void {}

  pause(): void {
    this.#paused ??= gate()
  }

  resume(): void {
    this.#paused?.resume()
    this.#paused = undefined
  }

  end(code: number, reason = ''): void {
    if (!this.isOpen) return
    this.#ending = { code, reason }
    this.resume()
    this.#answer()
    this.onEnd()
    this.#listener?.closed()
  }

  cut(): void {
    this.#unread.length = 0
    this.end(BROKEN.code, BROKEN.reason)
  }

  /**
   * Takes in the client's `n`th batch of frames, which `read` gets; resolves when more may come, or it has ended. A
   * batch that cannot be read ends it.
   */
  async give(n: number, read: () => Promise<Iterable<Uint8Array>>): Promise<void> {
    if (this.#giving || n !== this.#given) return this.cut()
    this.#given++
    this.#giving = true
    try {
      await this.#takeIn(await read())
    } catch {
      this.cut()
    }
    this.#giving = false
  }

  async #takeIn(frames: Iterable<Uint8Array>): Promise<void> {
    let count = 0
    for (const frame of frames) {
      // A batch of very many must not keep everybody else waiting.
      if (++count % IN_A_ROW === 0) await new Promise<void>((resolve) => this.clock.soon(resolve))
      while (this.#paused) await this.#paused.over
      if (!this.isOpen) return
      this.#listener?.frame(frame)
    }
    // What slowed it down keeps the next batch waiting, too.
    while (this.#paused) await this.#paused.over
  }

  /** The client asks for the `n`th time for frames: resolves with those that wait, or that come within 10 s. */
  async take(n: number): Promise<Taken> {
    if (n !== this.#asked || this.#waiting) this.cut()
    this.#asked++
    this.#listener?.alive()
    if (this.isOpen && this.#unread.length === 0)
      await new Promise<void>((answer) => {
        this.#waiting = { timer: this.clock.setTimeout(() => this.#answer(), WAIT_MS), answer }
      })
    const frames = this.#read()
    return this.#ending && frames.length === 0
      ? { kind: 'ended', ending: this.#ending }
      : { kind: 'frames', frames }
  }

  #answer(): void {
    if (!this.#waiting) return
    this.clock.clearTimeout(this.#waiting.timer)
    this.#waiting.answer()
    this.#waiting = undefined
  }

  #read(): Uint8Array[] {
    const frames: Uint8Array[] = []
    let size = 0
    while (
      this.#unread.length > 0 &&
      (frames.length === 0 || size + this.#unread[0]!.length <= ANSWER_BYTES)
    ) {
      const frame = this.#unread.shift()!
      frames.push(frame)
      size += frame.length
    }
    this.#unreadBytes -= size
    return frames
  }
}

function gate(): { over: Promise<void>; resume: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { over: promise, resume: resolve }
}
