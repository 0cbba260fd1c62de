import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

const PING = 0x89
const BINARY = 0x82

/**
 * A WebSocket client's frame. The mask is zero, which is one like any other, and leaves the bytes as they are.
 */
export function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const bytes = Buffer.alloc(head + 4 + length)
  bytes[0] = opcode
  if (head === 2) bytes[1] = 0x80 | length
  else if (head === 4) {
    bytes[1] = 0x80 | 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 0x80 | 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.set(payload, head + 4)
  return bytes
}

/** ws cuts a socket at which 60 answers to pings wait. */
const PINGS_AT_MOST = 50

/** Pings among the frames: an answer says that the server has dealt with all before it. */
function withMarkers(frames: Uint8Array[]): Buffer {
  const every = Math.ceil(frames.length / PINGS_AT_MOST)
  return Buffer.concat(
    frames.flatMap((payload, index) => {
      const sent = frame(BINARY, payload)
      const count = index + 1
      if (count % every !== 0 && count < frames.length) return [sent]
      const marker = Buffer.alloc(4)
      marker.writeUInt32BE(count)
      return [sent, frame(PING, marker)]
    }),
  )
}

export type Sent = { dealtWith: number; end: 'all' | 'held back' | number }

/**
 * Opens a socket and throws frames at it, all in one write with the upgrade. Resolves when the server has dealt with
 * all of them, has closed (with which code; 0: without one; below 0: the HTTP status with which it did not even open),
 * or says nothing for `patienceMs`.
 */
export async function throwAt(
  url: URL,
  headers: Record<string, string>,
  frames: Uint8Array[],
  patienceMs = 30_000,
): Promise<Sent> {
  const { marker, end } = await exchange(url, headers, withMarkers(frames), frames.length, patienceMs)
  // The frame at which it closed was dealt with, too.
  return { dealtWith: Math.min(frames.length, marker + (typeof end === 'number' && end > 0 ? 1 : 0)), end }
}

/** Throws bytes at it as they are, and says with which code the server closed. */
export async function throwBytes(url: URL, bytes: Buffer): Promise<number> {
  const { end } = await exchange(url, {}, bytes, Number.POSITIVE_INFINITY, 30_000)
  if (typeof end !== 'number') throw new Error('The server leaves it open')
  return end
}

function exchange(
  url: URL,
  headers: Record<string, string>,
  bytes: Buffer,
  lastMarker: number,
  patienceMs: number,
): Promise<{ marker: number; end: Sent['end'] }> {
  const socket = connect({ host: url.hostname, port: Number(url.port) })
  const head = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]))
  return new Promise((resolve) => {
    const reader = new Reader()
    const finish = (end: Sent['end']) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ marker: reader.marker, end })
    }
    const timer = setTimeout(() => finish('held back'), patienceMs)
    socket.on('data', (chunk) => {
      reader.read(chunk)
      if (reader.refused !== undefined) finish(-reader.refused)
      else if (reader.code !== undefined) finish(reader.code)
      else if (reader.marker >= lastMarker) finish('all')
      else timer.refresh()
    })
    socket.on('error', () => finish(0))
    socket.on('close', () => finish(0))
  })
}

/** What the server says, as far as it matters here. */
class Reader {
  /** The last ping that was answered. */
  marker = 0
  /** With which code it closed. */
  code: number | undefined
  /** The HTTP status with which it did not even open. */
  refused: number | undefined
  #rest: Buffer = Buffer.alloc(0)
  #open = false

  read(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    if (!this.#open) this.#readHead()
    while (this.#open && this.#readFrame()) {}
  }

  #readHead(): void {
    const end = this.#rest.indexOf('\r\n\r\n')
    if (end < 0) return
    const status = Number(this.#rest.toString('latin1', 9, 12))
    if (status !== 101) this.refused = status
    this.#open = status === 101
    this.#rest = this.#rest.subarray(end + 4)
  }

  #readFrame(): boolean {
    const bytes = this.#rest
    if (bytes.length < 2) return false
    const short = bytes[1]! & 127
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (bytes.length < head) return false
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
    if (bytes.length < head + length) return false
    const opcode = bytes[0]! & 15
    if (opcode === 10 && length >= 4) this.marker = bytes.readUInt32BE(head)
    if (opcode === 8) this.code = length >= 2 ? bytes.readUInt16BE(head) : 1005
    this.#rest = bytes.subarray(head + length)
    return true
  }
}
