import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Clock, realClock } from '@/lib/collab/clock'
import { closeCode, closeSentence } from '@/lib/collab/close-codes'
import { packFrames, unpackFrames } from '@/lib/collab/exchange-batch'
import { admit, type Door, isOwnOrigin, Refusal } from './admit'
import { type Ending, HttpChannel } from './http-channel'
import { FRAME_BYTES } from './limits'
import type { Rooms } from './rooms'

/*
 * The same messages by plain requests, where something between lets no WebSocket through (SPEC.md, "Without
 * WebSockets"). All are POSTs, with which browsers always send an Origin.
 */

/** A batch may hold a frame over our own limit, so that this is answered with our own code. */
const BATCH_BYTES = 2 * FRAME_BYTES
/** How long a batch may take to arrive. */
const ARRIVAL_MS = 30_000
/** How long a channel's end can be heard of. */
const AFTERWARDS_MS = 15_000
const UNKNOWN: Ending = { code: 1006, reason: '' }

const PATH = /^\/collab\/[A-Za-z0-9_-]{1,64}(?:\/([A-Za-z0-9_-]{22})\/(send|take|leave))?$/

/** Makes the handler of requests below `/collab/`. */
export function createExchange(options: Door & { rooms: Rooms; clock?: Clock }): RequestListener {
  const { rooms, clock = realClock, origin } = options
  const channels = new Map<string, HttpChannel>()

  return (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    handle(request, response).catch((error) => refuse(response, error))
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path, search] = (request.url ?? '').split('?', 2) as [string, string?]
    const match = PATH.exec(path)
    if (!match || request.method !== 'POST') throw new Refusal(404, 'There is nothing here.')
    const [, id, verb] = match
    if (id === undefined) return open(request, response)
    // Whoever knows its name opened it; a page of another site could still have been told.
    if (!isOwnOrigin(request, origin)) throw new Refusal(403, 'This page belongs to another site.')
    const channel = channels.get(id)
    if (!channel) return over(response, UNKNOWN)
    const n = Number(new URLSearchParams(search).get('n') ?? Number.NaN)
    if (verb === 'send') return send(channel, n, request, response)
    if (verb === 'take') return take(channel, n, response)
    channel.cut()
    response.writeHead(204).end()
  }

  async function open(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { session, template, isOutdated, guest } = await admit(request, options)
    if (response.destroyed) return
    const id = randomBytes(16).toString('base64url')
    const channel = new HttpChannel(clock, () => clock.setTimeout(() => channels.delete(id), AFTERWARDS_MS))
    channels.set(id, channel)
    json(response, 201, { channel: id })
    if (isOutdated) channel.end(closeCode('outdatedSchema'), closeSentence('outdatedSchema'))
    else await rooms.join(session, template, guest(channel))
  }
}

async function send(channel: HttpChannel, n: number, request: IncomingMessage, response: ServerResponse) {
  await channel.give(n, async () => {
    const body = await bodyOf(request)
    if (body) return unpackFrames(body)
    channel.end(closeCode('tooLarge'), closeSentence('tooLarge'))
    return []
  })
  if (channel.ending) over(response, channel.ending)
  else response.writeHead(204).end()
}

async function take(channel: HttpChannel, n: number, response: ServerResponse) {
  response.on('close', () => {
    // What was taken and did not arrive is lost: nothing may follow it.
    if (!response.writableFinished) channel.cut()
  })
  const taken = await channel.take(n)
  if (taken.kind === 'ended') return over(response, taken.ending)
  response.writeHead(200, { 'Content-Type': 'application/octet-stream' })
  response.end(packFrames(taken.frames))
}

/**
 * A whole body; undefined if it is longer than a batch may be. The rest is read then, and thrown away, since a client
 * that is cut off while it sends never hears why. Throws if it breaks off, or takes too long.
 */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  const impatience = setTimeout(() => request.destroy(new Error('Too slow')), ARRIVAL_MS)
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= BATCH_BYTES) chunks.push(chunk)
      else chunks.length = 0
    }
  } finally {
    clearTimeout(impatience)
  }
  return size > BATCH_BYTES ? undefined : new Uint8Array(Buffer.concat(chunks))
}

function over(response: ServerResponse, ending: Ending): void {
  json(response, 410, ending)
}

function refuse(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal)) console.error('A request of the exchange failed:', error)
  const { status, message } =
    error instanceof Refusal ? error : { status: 500, message: 'Something went wrong. Try again.' }
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
