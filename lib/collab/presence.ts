import { createDecoder, hasContent, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import type { Role } from '@/lib/report/access'

/*
 * Who is here and where they write, as y-protocols' awareness carries it. `user` is set by the server, whatever a
 * client says (SPEC.md, rule 10); the rest is the client's own.
 */

export type PresenceUser = {
  /** The account's or the guest membership's id */
  id: string
  name: string
  /** #rrggbb */
  color: string
  role: Role
}

/** The awareness state of one open page. */
export type Presence = {
  user: PresenceUser
  /** The root name of the text they are in */
  field?: string | null
  /** Relative positions in that text, as y-tiptap's cursor plugin makes them */
  cursor?: { anchor: unknown; head: unknown } | null
}

/** One line of an awareness message. `state` is JSON; 'null' says that the client has gone. */
export type AwarenessEntry = { client: number; clock: number; state: string }

/** Reads an awareness message; throws on garbage. The states are left as the text they came in. */
export function readAwareness(update: Uint8Array): AwarenessEntry[] {
  const decoder = createDecoder(update)
  const count = readVarUint(decoder)
  const entries: AwarenessEntry[] = []
  while (entries.length < count)
    entries.push({
      client: readVarUint(decoder),
      clock: readVarUint(decoder),
      state: readVarString(decoder),
    })
  if (hasContent(decoder)) throw new Error('Bytes after the end of an awareness message')
  return entries
}

export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, entries.length)
  for (const { client, clock, state } of entries) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, clock)
    writeVarString(encoder, state)
  }
  return toUint8Array(encoder)
}

/** White text stands on each of these with a contrast above 4.5. */
const COLOURS = ['#0b6e4f', '#8a3ffc', '#b3261e', '#1f5fbf', '#8a5a00', '#a3195b', '#00676f', '#5b5f00']

/** The colour of a person: the same on every screen and in every session. */
export function colourOf(id: string): string {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return COLOURS[sum % COLOURS.length]!
}
