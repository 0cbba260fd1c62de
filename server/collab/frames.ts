import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { UNREAD_BYTES } from './limits'

/** A message as a finished WebSocket frame (binary, whole, unmasked, not compressed): made once, written to many. */
export function frameOf(message: Uint8Array): Buffer {
  const { length } = message
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x82
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(message, head)
  return frame
}

/**
 * Writes a finished frame past ws, straight to the connection: one write a socket. Possible because nothing is
 * compressed, so that ws never holds a frame back. A socket that reads nothing is cut.
 */
export function writeFrame(socket: WebSocket, wire: Duplex, frame: Buffer): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (wire.writableLength > UNREAD_BYTES) socket.terminate()
  else wire.write(frame)
}
