import { createDecoder, hasContent, readTailAsUint8Array, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding'
import { type Clock, realClock, type Timer } from '@/lib/collab/clock'
import type { Bus } from './bus'

/*
 * Questions of one node to another, over the bus: each has a number, and its answer names it. While a node is at
 * questions it says so now and then. Whatever is not heard of for long (a message was lost, the node is gone) has no
 * answer.
 */

/** What an HTTP answer is made of. */
export type Answer = { status: number; body: Uint8Array }

export type Answering = (question: Uint8Array) => Promise<Answer>

export interface Asker {
  /** The id of this node. */
  readonly node: string
  /** Asks another node; it may take its time, as long as it says so. Rejects with NoAnswer. Status 500: it failed there. */
  ask(node: string, question: Uint8Array): Promise<Answer>
  /** From now on this node answers what it is asked; before, it is silent. */
  answerWith(answering: Answering): void
  /** Says goodbye, so that nobody waits for this node, and waits for no answer any more. */
  close(): void
}

/** Nobody knows whether the question arrived: it is never asked again by itself. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

type Message =
  | { kind: 'question' | 'answer'; number: number; rest: Uint8Array }
  /** "I am at these." */
  | { kind: 'sign'; numbers: number[] }
  /** "Goodbye": to all nodes. */
  | { kind: 'gone' }

/** Their order is on the wire. */
const KINDS = ['question', 'answer', 'sign', 'gone'] as const

const SIGN_EVERY_MS = 1_000
const SILENCE_MS = 4_000

export type AskWatch = {
  /** Another node answered. */
  answered?: () => void
  /** Nothing was heard of it in time, or nothing gets through. */
  unanswered?: () => void
}

type Waiting = { node: string; silence: Timer; resolve(answer: Answer): void; reject(error: Error): void }

/** Resolves when this node can be asked. Times are in milliseconds, other ones only in tests. */
export async function openAsker({
  bus,
  node,
  clock = realClock,
  signEvery = SIGN_EVERY_MS,
  silence = SILENCE_MS,
  watch = {},
}: {
  bus: Bus
  node: string
  clock?: Clock
  signEvery?: number
  silence?: number
  watch?: AskWatch
}): Promise<Asker> {
  let answering: Answering | undefined
  let asked = 0
  let isClosed = false
  const waiting = new Map<number, Waiting>()
  /** What this node is at: the numbers that each other node gave its questions. */
  const at = new Map<string, Set<number>>()
  let isSigning = false
  /** Who said goodbye. Their ids never come again. */
  const gone = new Set<string>()
  await bus.listen(ALL, hear)
  await bus.listen(topicOf(node), hear)

  return {
    node,
    ask(other, question) {
      if (isClosed || !bus.isUp() || gone.has(other)) {
        watch.unanswered?.()
        return Promise.reject(new NoAnswer('Nothing gets through to another node.'))
      }
      const number = ++asked
      return new Promise((resolve, reject) => {
        waiting.set(number, { node: other, silence: listenFor(number), resolve, reject })
        bus.send(topicOf(other), write('question', number, question))
      })
    },
    answerWith(given) {
      answering = given
    },
    close() {
      isClosed = true
      bus.send(ALL, new Uint8Array([KINDS.indexOf('gone')]))
      for (const number of [...waiting.keys()]) giveUp(number)
    },
  }

  function listenFor(number: number): Timer {
    return clock.setTimeout(() => giveUp(number), silence)
  }

  function giveUp(number: number): void {
    watch.unanswered?.()
    settle(number)?.reject(new NoAnswer('Another node did not answer.'))
  }

  function settle(number: number): Waiting | undefined {
    const one = waiting.get(number)
    waiting.delete(number)
    clock.clearTimeout(one?.silence)
    return one
  }

  function hear(bytes: Uint8Array, from: string): void {
    const message = read(bytes)
    switch (message?.kind) {
      case 'question':
        void answer(message.number, message.rest, from)
        break
      case 'answer':
        if (waiting.get(message.number)?.node !== from) break
        watch.answered?.()
        settle(message.number)?.resolve(answerIn(message.rest))
        break
      case 'sign':
        for (const number of message.numbers) {
          const one = waiting.get(number)
          if (one?.node !== from) continue
          clock.clearTimeout(one.silence)
          one.silence = listenFor(number)
        }
        break
      case 'gone':
        gone.add(from)
        for (const [number, one] of [...waiting]) if (one.node === from) giveUp(number)
    }
  }

  async function answer(number: number, question: Uint8Array, from: string): Promise<void> {
    if (!answering) return
    const numbers = at.get(from) ?? new Set()
    at.set(from, numbers.add(number))
    if (!isSigning) clock.setTimeout(sign, signEvery)
    isSigning = true
    const found = await answering(question).catch((error): Answer => {
      console.error('What another node asked failed:', error)
      return { status: 500, body: new Uint8Array() }
    })
    numbers.delete(number)
    if (numbers.size === 0) at.delete(from)
    bus.send(topicOf(from), write('answer', number, withStatus(found)))
  }

  function sign(): void {
    for (const [other, numbers] of at) bus.send(topicOf(other), writeSign(numbers))
    isSigning = at.size > 0
    if (isSigning) clock.setTimeout(sign, signEvery)
  }
}

const ALL = 'nodes'
const topicOf = (node: string) => `node-${node}`

function write(kind: 'question' | 'answer', number: number, rest: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, KINDS.indexOf(kind))
  writeVarUint(encoder, number)
  writeUint8Array(encoder, rest)
  return toUint8Array(encoder)
}

function writeSign(numbers: Iterable<number>): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, KINDS.indexOf('sign'))
  for (const number of numbers) writeVarUint(encoder, number)
  return toUint8Array(encoder)
}

/** Undefined if this version knows no such message: another version may run beside it. Throws on bytes that break off. */
function read(bytes: Uint8Array): Message | undefined {
  const decoder = createDecoder(bytes)
  const kind = KINDS[readVarUint(decoder)]
  if (kind === undefined) return undefined
  if (kind === 'gone') return { kind }
  if (kind !== 'sign') return { kind, number: readVarUint(decoder), rest: readTailAsUint8Array(decoder) }
  const numbers: number[] = []
  while (hasContent(decoder)) numbers.push(readVarUint(decoder))
  return { kind, numbers }
}

function withStatus({ status, body }: Answer): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, status)
  writeUint8Array(encoder, body)
  return toUint8Array(encoder)
}

function answerIn(bytes: Uint8Array): Answer {
  const decoder = createDecoder(bytes)
  const status = readVarUint(decoder)
  return { status, body: readTailAsUint8Array(decoder) }
}
