import { writeMessage } from '@/lib/collab/messages'
import type { Frame } from './channel'

/** A message with its WebSocket frame around it (binary, whole, unmasked, not compressed). */
export function frameOf(content: Parameters<typeof writeMessage>[0]): Frame {
  const message = writeMessage(content)
  const { length } = message
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(head + length)
  bytes[0] = 0x82
  if (head === 2) bytes[1] = length
  else if (head === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.set(message, head)
  return { message, bytes }
}
