import { createHash } from 'node:crypto'

/** The SHA-256 of bytes, in lower-case hexadecimal: how files and versions are named. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
