import type { Clock } from '@/lib/collab/clock'
import { closeCode, closeSentence } from '@/lib/collab/close-codes'
import { packFrames, unpackFrames } from '@/lib/collab/exchange-batch'
import type { Answer } from '../cluster/ask'
import { type Ending, HttpChannel } from './http-channel'

export const VERBS = ['send', 'take', 'leave'] as const

/** What a client asks of its channel; `n` counts the requests of each kind. */
export type Wish = { channel: string; verb: (typeof VERBS)[number]; n: number }

/** Reads what a client sends along: undefined if it is longer than a batch may be. Rejects if it breaks off. */
export type ReadBody = () => Promise<Uint8Array | undefined>

/** Does what a client asks: 204, 200 with the frames, or 410 with the ending as JSON. */
export type Act = (wish: Wish, readBody: ReadBody) => Promise<Answer>

/** How long a channel's end can be heard of. */
const AFTERWARDS_MS = 15_000
const NOTHING = new Uint8Array()

/** The channels that were opened at this node. */
export class HttpChannels {
  readonly #channels = new Map<string, HttpChannel>()

  constructor(private readonly clock: Clock) {}

  open(name: string): HttpChannel {
    const forget = () => void this.clock.setTimeout(() => this.#channels.delete(name), AFTERWARDS_MS)
    const channel = new HttpChannel(this.clock, forget)
    this.#channels.set(name, channel)
    return channel
  }

  act: Act = async ({ channel: name, verb, n }, readBody) => {
    const channel = this.#channels.get(name)
    if (!channel) return BROKEN_OFF
    if (verb === 'take') return take(channel, n)
    if (verb === 'send') return send(channel, n, readBody)
    channel.cut()
    return { status: 204, body: NOTHING }
  }
}

async function send(channel: HttpChannel, n: number, readBody: ReadBody): Promise<Answer> {
  await channel.give(n, async () => {
    const body = await readBody()
    if (body) return unpackFrames(body)
    channel.end(closeCode('tooLarge'), closeSentence('tooLarge'))
    return []
  })
  return channel.ending ? over(channel.ending) : { status: 204, body: NOTHING }
}

async function take(channel: HttpChannel, n: number): Promise<Answer> {
  const taken = await channel.take(n)
  return taken.kind === 'ended' ? over(taken.ending) : { status: 200, body: packFrames(taken.frames) }
}

function over(ending: Ending): Answer {
  return { status: 410, body: new TextEncoder().encode(JSON.stringify(ending)) }
}

/** How it ends where nobody knows more: the client begins anew. */
export const BROKEN_OFF: Answer = over({ code: 1006, reason: '' })
