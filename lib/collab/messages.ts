import {
  createDecoder,
  type Decoder,
  hasContent,
  readVarString,
  readVarUint,
  readVarUint8Array,
} from 'lib0/decoding'
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'

/*
 * The frames on the wire (SPEC.md, "Messages"): y-websocket's own, and three that only a client hears which asked for
 * them with `?ack=1`. Reading and writing are pure.
 */

const SYNC = 0
const AWARENESS = 1
const AUTH = 2
const QUERY_AWARENESS = 3
const ACK = 100
const STANDING = 101
const EPOCH = 102

const STEP1 = 0
const STEP2 = 1
const UPDATE = 2

/** Whether the report takes this person's edits now. */
export type Writing = 'open' | 'closed'

export type Message =
  /** What the sender has (a state vector): answer with `step2`. */
  | { kind: 'step1'; vector: Uint8Array }
  /** Everything the other lacks. Together with `update`, a data frame: these two are counted and confirmed. */
  | { kind: 'step2'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array }
  /** Presence, see presence.ts. */
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'query' }
  /** y-protocols' own refusal; nobody here sends it, and it is ignored. */
  | { kind: 'auth' }
  /** The first `count` data frames of this connection are durable. */
  | { kind: 'ack'; count: number }
  | { kind: 'standing'; writing: Writing }
  /** Which life of the document this is: it changes when the report is brought back to an earlier state. */
  | { kind: 'epoch'; epoch: string }

/** Reads one frame; throws on whatever is no message. */
export function readMessage(frame: Uint8Array): Message {
  const decoder = createDecoder(frame)
  const message = readBody(decoder, readVarUint(decoder))
  if (message.kind !== 'auth' && hasContent(decoder)) throw new Error('Bytes after the end of a message')
  return message
}

function readBody(decoder: Decoder, type: number): Message {
  switch (type) {
    case SYNC:
      return readSync(decoder)
    case AWARENESS:
      return { kind: 'awareness', update: readVarUint8Array(decoder) }
    case AUTH:
      return { kind: 'auth' }
    case QUERY_AWARENESS:
      return { kind: 'query' }
    case ACK:
      return { kind: 'ack', count: readVarUint(decoder) }
    case STANDING:
      return { kind: 'standing', writing: readVarUint(decoder) === 1 ? 'open' : 'closed' }
    case EPOCH:
      return { kind: 'epoch', epoch: readVarString(decoder) }
    default:
      throw new Error(`Unknown message type ${type}`)
  }
}

function readSync(decoder: Decoder): Message {
  const step = readVarUint(decoder)
  const bytes = readVarUint8Array(decoder)
  switch (step) {
    case STEP1:
      return { kind: 'step1', vector: bytes }
    case STEP2:
      return { kind: 'step2', update: bytes }
    case UPDATE:
      return { kind: 'update', update: bytes }
    default:
      throw new Error(`Unknown sync step ${step}`)
  }
}

export function writeMessage(message: Exclude<Message, { kind: 'auth' }>): Uint8Array {
  switch (message.kind) {
    case 'step1':
      return frame(SYNC, STEP1, message.vector)
    case 'step2':
      return frame(SYNC, STEP2, message.update)
    case 'update':
      return frame(SYNC, UPDATE, message.update)
    case 'awareness':
      return frame(AWARENESS, message.update)
    case 'query':
      return frame(QUERY_AWARENESS)
    case 'ack':
      return frame(ACK, message.count)
    case 'standing':
      return frame(STANDING, message.writing === 'open' ? 1 : 0)
    case 'epoch':
      return frame(EPOCH, message.epoch)
  }
}

function frame(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const encoder: Encoder = createEncoder()
  for (const part of parts) {
    if (typeof part === 'number') writeVarUint(encoder, part)
    else if (typeof part === 'string') writeVarString(encoder, part)
    else writeVarUint8Array(encoder, part)
  }
  return toUint8Array(encoder)
}
