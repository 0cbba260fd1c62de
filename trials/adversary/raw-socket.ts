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

/** A ping after each frame: its answer says that the server has dealt with the frame. */
function withMarkers(frames: Uint8Array[]): Buffer {
  return Buffer.concat(
    frames.flatMap((payload, index) => {
      const marker = Buffer.alloc(4)
      marker.writeUInt32BE(index + 1)
      return [frame(BINARY, payload), frame(PING, marker)]
    }),
  )
}

export type Sent = { dealtWith: number; end: 'all' | 'held back' | number }

/**
 * Opens a socket and throws frames at it, all in one write with the upgrade. Resolves when the server has dealt with
 * all of them, has closed (with which code), or reads no more for now.
 */
export function throwAt(
  url: URL,
  headers: Record<string, string>,
  frames: Uint8Array[],
  patienceMs: number,
): Promise<Sent> {
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
  socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), withMarkers(frames)]))
  return new Promise((resolve) => {
    const reader = new Reader()
    const finish = (end: Sent['end']) => {
      clearTimeout(timer)
      socket.destroy()
      // The frame at which it closed was dealt with, too.
      const closedAt = typeof end === 'number' && end > 0 ? 1 : 0
      resolve({ dealtWith: Math.min(frames.length, reader.marker + closedAt), end })
    }
    const timer = setTimeout(() => finish('held back'), patienceMs)
    socket.on('data', (bytes) => {
      reader.read(bytes)
      if (reader.refused !== undefined) finish(-reader.refused)
      else if (reader.code !== undefined) finish(reader.code)
      else if (reader.marker >= frames.length) finish('all')
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
    if (opcode === 10) this.marker = bytes.readUInt32BE(head)
    if (opcode === 8) this.code = length >= 2 ? bytes.readUInt16BE(head) : 1005
    this.#rest = bytes.subarray(head + length)
    return true
  }
}
