import { packFrames, unpackFrames } from './exchange-batch'
import type { Dial, Socket } from './link'

/*
 * Frames by plain requests, where something between lets no WebSocket through (SPEC.md, "Without WebSockets").
 * Whatever fails ends it, as a lost connection ends a socket; then one begins anew.
 */

/** One request carries so many bytes, or a single frame. */
const BATCH_BYTES = 1024 * 1024
/** How long a request that brings frames may take: the server may keep who is too fast waiting for a while. */
const SENDING_MS = 30_000
/** WebSocket's code for "it broke off". */
const BROKEN = 1006
const OVER = 410

export const dialExchange: Dial = (url) => new Exchange(url)

class Exchange implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly #door: URL
  readonly #abort = new AbortController()
  /** Where the channel is, once it is open. */
  #channel: string | undefined
  #unsent: Uint8Array[] = []
  #batches = 0
  #sending = false

  constructor(url: string) {
    this.#door = new URL(url.replace(/^ws/, 'http'))
    if (typeof window !== 'undefined') window.addEventListener('pagehide', this.#leave)
    this.#run().catch(() => this.#end(BROKEN))
  }

  send(bytes: Uint8Array): void {
    this.#unsent.push(bytes)
    if (!this.#sending) this.#sendAll().catch(() => this.#end(BROKEN))
  }

  close(): void {
    this.#end(BROKEN)
  }

  async #run(): Promise<void> {
    const response = await this.#post(this.#door.href)
    if (response.status !== 201) return this.#end(BROKEN)
    const { channel } = (await response.json()) as { channel: string }
    const { origin, pathname } = this.#door
    this.#channel = `${origin}${pathname}/${channel}`
    this.onopen?.()
    for (let n = 0; !this.#abort.signal.aborted; n++) {
      const taken = await this.#post(`${this.#channel}/take?n=${n}`)
      if (taken.status !== 200) return this.#end(await codeOf(taken))
      for (const data of unpackFrames(new Uint8Array(await taken.arrayBuffer()))) this.onmessage?.({ data })
    }
  }

  async #sendAll(): Promise<void> {
    this.#sending = true
    while (this.#unsent.length > 0 && !this.#abort.signal.aborted) {
      const impatience = setTimeout(() => this.#end(BROKEN), SENDING_MS)
      try {
        const body = packFrames(this.#nextBatch())
        const response = await this.#post(`${this.#channel}/send?n=${this.#batches++}`, body)
        if (response.status !== 204) return this.#end(await codeOf(response))
      } finally {
        clearTimeout(impatience)
      }
    }
    this.#sending = false
  }

  #nextBatch(): Uint8Array[] {
    let [count, size] = [1, this.#unsent[0]!.length]
    while (count < this.#unsent.length && size + this.#unsent[count]!.length <= BATCH_BYTES)
      size += this.#unsent[count++]!.length
    return this.#unsent.splice(0, count)
  }

  #post(url: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      cache: 'no-store',
      credentials: 'same-origin',
      signal: this.#abort.signal,
      ...(body && { body: new Blob([body], { type: 'application/octet-stream' }) }),
    })
  }

  #end(code: number): void {
    if (this.#abort.signal.aborted) return
    this.#abort.abort()
    if (typeof window !== 'undefined') window.removeEventListener('pagehide', this.#leave)
    if (code === BROKEN && this.#channel !== undefined) this.#tellLeaving()
    this.onclose?.({ code })
  }

  /** A page that is left takes nothing more: the others see at once that this person is gone. */
  #leave = (): void => this.#end(BROKEN)

  #tellLeaving(): void {
    fetch(`${this.#channel}/leave`, { method: 'POST', keepalive: true, credentials: 'same-origin' }).catch(
      () => {},
    )
  }
}

/** The close code in the answer that says that it is over; any other answer is a way that broke off. */
async function codeOf(response: Response): Promise<number> {
  if (response.status !== OVER) return BROKEN
  return ((await response.json()) as { code: number }).code
}
