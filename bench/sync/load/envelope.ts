import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'

const AUTH = 2
const TOKEN = 0

/** What stands before every message: for hocuspocus the name of the document, for the others nothing. */
export function envelopeOf(name: string | undefined): Uint8Array {
  const encoder = createEncoder()
  if (name !== undefined) writeVarString(encoder, name)
  return toUint8Array(encoder)
}

/** Hocuspocus wants to be shown a token before anything else. */
export function authentication(name: string): Uint8Array {
  const encoder = createEncoder()
  writeVarString(encoder, name)
  writeVarUint(encoder, AUTH)
  writeVarUint(encoder, TOKEN)
  writeVarString(encoder, 'token')
  return toUint8Array(encoder)
}
