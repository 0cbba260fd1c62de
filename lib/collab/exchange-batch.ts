import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding'

/*
 * Frames as the body of a request or an answer (SPEC.md, "Without WebSockets"): one after the other, each with its
 * length before it.
 */

export function packFrames(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder()
  for (const frame of frames) writeVarUint8Array(encoder, frame)
  return toUint8Array(encoder) as Uint8Array<ArrayBuffer>
}

/** One frame after the other, as views of `bytes`; throws where there is none. */
export function* unpackFrames(bytes: Uint8Array): Generator<Uint8Array> {
  const decoder = createDecoder(bytes)
  while (hasContent(decoder)) yield readVarUint8Array(decoder)
}
