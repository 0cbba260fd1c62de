import { randomBytes } from 'node:crypto'
import { now } from '../time'

let last = 0

/** A UUIDv7: sorts by the time it was made, and within this process strictly by the order it was made in. */
export function newRowId(): string {
  // RFC 9562, method 3: 12 bits below the millisecond are a counter, here one that borrows from the future
  last = Math.max(now() * 4096, last + 1)
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Math.floor(last / 4096), 0, 6)
  bytes.writeUInt16BE(0x7000 | (last % 4096), 6)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
