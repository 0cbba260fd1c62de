import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createDecoder, readTailAsUint8Array, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import type { Asker } from '../cluster/ask'
import { type Act, BROKEN_OFF, type ReadBody, VERBS, type Wish } from './http-channels'

/** Which node this is among several, and what all of them sign with. */
export type Peers = { asker: Asker; secret: string }

/** The way to the channels of other nodes. */
export interface Relay {
  /** The name of a new channel of this node. */
  newName(): string
  /** The way to a channel of another node; undefined if it is one of this node, or none of ours. */
  wayTo(channel: string): Act | undefined
}

const NAME_BYTES = 12
const SIGN_BYTES = 12
/** Of each of the two, in base64. */
const CHARACTERS = 16

/**
 * Brings what is asked of another node's channel there, and does here what others bring (`own`). The name of a channel
 * says which node has it, and is signed: nobody can make this node read bodies for, or ask others about, channels that
 * never were.
 */
export function createRelay({ asker, secret }: Peers, own: Act): Relay {
  /** Channels with a batch on its way: as a channel itself, the relay takes one at a time. */
  const sending = new Set<string>()
  asker.answerWith(async (question) => {
    const { wish, body } = readWish(question)
    return own(wish, async () => body)
  })
  return {
    newName() {
      const random = randomBytes(NAME_BYTES).toString('base64url')
      return `${random}${signature(random, asker.node)}${asker.node}`
    },
    wayTo(channel) {
      const node = nodeOf(channel)
      return node === undefined || node === asker.node
        ? undefined
        : (wish, readBody) => forward(node, wish, readBody)
    },
  }

  async function forward(node: string, wish: Wish, readBody: ReadBody) {
    const { channel, verb } = wish
    const isSending = verb === 'send'
    if (isSending && sending.has(channel)) return breakOff(node, wish)
    if (isSending) sending.add(channel)
    try {
      return await asker.ask(node, writeWish(wish, isSending ? await readBody() : NOTHING))
    } catch {
      // Nobody knows what became of it: nothing may follow.
      return breakOff(node, wish)
    } finally {
      if (isSending) sending.delete(channel)
    }
  }

  /** Ends the channel, if its node can be told; else it ends there of silence. */
  function breakOff(node: string, { channel, verb }: Wish) {
    if (verb !== 'leave')
      asker.ask(node, writeWish({ channel, verb: 'leave', n: 0 }, NOTHING)).catch(() => {})
    return BROKEN_OFF
  }

  function nodeOf(channel: string): string | undefined {
    const random = channel.slice(0, CHARACTERS)
    const signed = Buffer.from(channel.slice(CHARACTERS, 2 * CHARACTERS))
    const node = channel.slice(2 * CHARACTERS)
    const expected = Buffer.from(signature(random, node))
    return signed.length === expected.length && timingSafeEqual(signed, expected) ? node : undefined
  }

  function signature(random: string, node: string): string {
    const mac = createHmac('sha256', secret).update(`channel ${random} ${node}`).digest()
    return mac.subarray(0, SIGN_BYTES).toString('base64url')
  }
}

const NOTHING = new Uint8Array()
const BODY = 0
const TOO_LONG = 1

function writeWish({ channel, verb, n }: Wish, body: Uint8Array | undefined): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, VERBS.indexOf(verb))
  writeVarString(encoder, channel)
  // Whatever is no number is out of order.
  writeVarUint(encoder, Number.isSafeInteger(n) && n >= 0 ? n : Number.MAX_SAFE_INTEGER)
  writeVarUint(encoder, body ? BODY : TOO_LONG)
  writeUint8Array(encoder, body ?? NOTHING)
  return toUint8Array(encoder)
}

/** Throws if it is none, or of another version. */
function readWish(bytes: Uint8Array): { wish: Wish; body: Uint8Array | undefined } {
  const decoder = createDecoder(bytes)
  const verb = VERBS[readVarUint(decoder)]
  if (!verb) throw new Error('Another node asks for what this version does not know.')
  const wish = { verb, channel: readVarString(decoder), n: readVarUint(decoder) }
  return { wish, body: readVarUint(decoder) === BODY ? readTailAsUint8Array(decoder) : undefined }
}
