import { createDecoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'

/*
 * What nodes say to each other about a room, on the topic with its name. All of it may get lost or come twice.
 */

/** An entry of the log: whose it is, the Yjs client ids that write for the first time in it, and the update. */
export type SharedEntry = { account: string; clients: readonly number[]; update: Uint8Array }

/** What others are to see of somebody. `state` 'null': they are gone. */
export type SharedPresence = { client: number; account: string; state: string }

export type RoomMessage =
  /** Durable entries, the first with the number `from` and the others with the following. */
  | { kind: 'entries'; epoch: string; from: number; entries: SharedEntry[] }
  /** The log is at `head` now, in this epoch: what is too long to be sent, or a new epoch. */
  | { kind: 'head'; epoch: string; head: number }
  | { kind: 'presence'; present: SharedPresence[] }
  /** Who is with you? */
  | { kind: 'who' }

const KINDS = ['entries', 'head', 'presence', 'who'] as const

export function writeRoomMessage(message: RoomMessage): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, KINDS.indexOf(message.kind))
  switch (message.kind) {
    case 'entries':
      writeVarString(encoder, message.epoch)
      writeVarUint(encoder, message.from)
      for (const { account, clients, update } of message.entries) {
        writeVarString(encoder, account)
        writeVarUint(encoder, clients.length)
        for (const client of clients) writeVarUint(encoder, client)
        writeVarUint8Array(encoder, update)
      }
      break
    case 'head':
      writeVarString(encoder, message.epoch)
      writeVarUint(encoder, message.head)
      break
    case 'presence':
      for (const { client, account, state } of message.present) {
        writeVarUint(encoder, client)
        writeVarString(encoder, account)
        writeVarString(encoder, state)
      }
      break
    case 'who':
  }
  return toUint8Array(encoder)
}

/** Undefined if this version knows no such message: another version may run beside it. Throws on bytes that break off. */
export function readRoomMessage(bytes: Uint8Array): RoomMessage | undefined {
  const decoder = createDecoder(bytes)
  const kind = KINDS[readVarUint(decoder)]
  switch (kind) {
    case 'entries': {
      const [epoch, from] = [readVarString(decoder), readVarUint(decoder)]
      const entries: SharedEntry[] = []
      while (hasContent(decoder)) {
        const account = readVarString(decoder)
        const clients = Array.from({ length: readVarUint(decoder) }, () => readVarUint(decoder))
        entries.push({ account, clients, update: readVarUint8Array(decoder) })
      }
      return { kind, epoch, from, entries }
    }
    case 'head':
      return { kind, epoch: readVarString(decoder), head: readVarUint(decoder) }
    case 'presence': {
      const present: SharedPresence[] = []
      while (hasContent(decoder))
        present.push({
          client: readVarUint(decoder),
          account: readVarString(decoder),
          state: readVarString(decoder),
        })
      return { kind, present }
    }
    case 'who':
      return { kind }
    case undefined:
      return undefined
  }
}
