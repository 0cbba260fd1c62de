import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/*
 * A WebSocket client that does nothing but carry frames, so that hundreds of them cost less than the server that they
 * are to load: whole binary messages, no compression.
 */

export type Wire = {
  send(message: Uint8Array): void
  close(): void
}

type Events = { opened(): void; message(message: Buffer): void; closed(why: string): void }

const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 }

export function openWire(url: string, events: Events): Wire {
  const { hostname, port, pathname, search } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let phase: 'opening' | 'open' | 'closed' = 'opening'
  socket.on('connect', () => socket.write(upgradeRequest(`${pathname}${search}`, `${hostname}:${port}`)))
  socket.on('error', (error) => end(error.message))
  socket.on('close', () => end('The connection ended'))
  const read = reader((opcode, payload) => {
    if (opcode === OPCODE.binary) events.message(payload)
    else if (opcode === OPCODE.ping) socket.write(frame(OPCODE.pong, payload))
    else if (opcode === OPCODE.close) {
      end(
        `Closed with ${payload.length >= 2 ? payload.readUInt16BE(0) : 'no code'} ${payload.toString('utf8', 2)}`,
      )
      socket.end()
    }
  })
  let answer = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    if (phase === 'open') return read(chunk)
    if (phase === 'closed') return
    answer = Buffer.concat([answer, chunk])
    const headEnd = answer.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    if (!answer.toString('latin1', 0, 12).endsWith('101')) return end(answer.toString())
    phase = 'open'
    events.opened()
    if (answer.length > headEnd + 4) read(answer.subarray(headEnd + 4))
  })

  function end(why: string) {
    if (phase === 'closed') return
    phase = 'closed'
    events.closed(why)
  }

  return {
    send(message) {
      if (phase === 'open') socket.write(frame(OPCODE.binary, message))
    },
    close() {
      if (phase === 'open') socket.write(frame(OPCODE.close, Buffer.from([0x03, 0xe8])))
      phase = 'closed'
      hangUp(socket)
    },
  }
}

/** The server hears that it closes, as from a browser, and is not waited for. */
function hangUp(socket: Socket) {
  socket.end()
  socket.resume()
  setTimeout(() => socket.destroy(), 200).unref()
}

function upgradeRequest(path: string, host: string): string {
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n`
}

/** A client's frame: masked, as the protocol demands. */
function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(head + 4 + length)
  bytes[0] = 0x80 | opcode
  bytes[1] = 0x80 | (head === 2 ? length : head === 4 ? 126 : 127)
  if (head === 4) bytes.writeUInt16BE(length, 2)
  if (head === 10) bytes.writeBigUInt64BE(BigInt(length), 2)
  bytes.writeUInt32BE((Math.random() * 0x1_0000_0000) >>> 0, head)
  for (let index = 0; index < length; index++)
    bytes[head + 4 + index] = payload[index]! ^ bytes[head + (index & 3)]!
  return bytes
}

/** Takes what comes from a server in pieces of any size, and gives its frames. */
function reader(onFrame: (opcode: number, payload: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = []
  let length = 0
  /** So many bytes are needed to go on. */
  let wanted = 2
  return (chunk) => {
    waiting.push(chunk)
    length += chunk.length
    if (length < wanted) return
    let bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting)
    for (;;) {
      const size = sizeOf(bytes)
      wanted = size.whole
      if (bytes.length < wanted) break
      onFrame(bytes[0]! & 0x0f, bytes.subarray(size.head, wanted))
      bytes = bytes.subarray(wanted)
    }
    waiting = bytes.length > 0 ? [bytes] : []
    length = bytes.length
  }
}

function sizeOf(bytes: Buffer): { head: number; whole: number } {
  if (bytes.length < 2) return { head: 2, whole: 2 }
  const short = bytes[1]! & 0x7f
  const head = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < head) return { head, whole: head }
  const payload = head === 2 ? short : head === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  return { head, whole: head + payload }
}
