import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Clock, realClock } from '@/lib/collab/clock'
import { closeCode, closeSentence } from '@/lib/collab/close-codes'
import type { Answer } from '../cluster/ask'
import { admit, type Door, isOwnOrigin, Refusal } from './admit'
import { HttpChannels, type Wish } from './http-channels'
import { FRAME_BYTES } from './limits'
import { createRelay, type Peers } from './relay'
import type { Rooms } from './rooms'

/*
 * The same messages by plain requests, where something between lets no WebSocket through (SPEC.md, "Without
 * WebSockets"). All are POSTs, with which browsers always send an Origin.
 */

/** A batch may hold a frame over our own limit, so that this is answered with our own code. */
const BATCH_BYTES = 2 * FRAME_BYTES
/** How long a batch may take to arrive. */
const ARRIVAL_MS = 30_000

const PATH = /^\/collab\/[A-Za-z0-9_-]{1,64}(?:\/([A-Za-z0-9_-]{22,64})\/(send|take|leave))?$/

/**
 * Makes the handler of requests below `/collab/`. With `peers` a request may come to another node than the one that has
 * its channel.
 */
export function createExchange(
  options: Door & { rooms: Rooms; clock?: Clock; peers?: Peers | undefined },
): RequestListener {
  const { rooms, clock = realClock, origin, peers } = options
  const channels = new HttpChannels(clock)
  const relay = peers && createRelay(peers, channels.act)

  return (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    handle(request, response).catch((error) => refuse(response, error))
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path, search] = (request.url ?? '').split('?', 2) as [string, string?]
    const match = PATH.exec(path)
    if (!match || request.method !== 'POST') throw new Refusal(404, 'There is nothing here.')
    const [, channel, verb] = match
    if (channel === undefined) return open(request, response)
    // Whoever knows its name opened it; a page of another site could still have been told.
    if (!isOwnOrigin(request, origin)) throw new Refusal(403, 'This page belongs to another site.')
    const n = Number(new URLSearchParams(search).get('n') ?? Number.NaN)
    await answer({ channel, verb: verb as Wish['verb'], n }, request, response)
  }

  async function answer(wish: Wish, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const act = relay?.wayTo(wish.channel) ?? channels.act
    const readBody = () => bodyOf(request)
    if (wish.verb === 'take')
      response.on('close', () => {
        // What was taken and did not arrive is lost: nothing may follow it.
        if (!response.writableFinished) void act({ ...wish, verb: 'leave' }, readBody)
      })
    write(response, await act(wish, readBody))
  }

  async function open(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { session, template, isOutdated, guest } = await admit(request, options)
    if (response.destroyed) return
    const name = relay ? relay.newName() : randomBytes(16).toString('base64url')
    const channel = channels.open(name)
    json(response, 201, JSON.stringify({ channel: name }))
    if (isOutdated) channel.end(closeCode('outdatedSchema'), closeSentence('outdatedSchema'))
    else await rooms.join(session, template, guest(channel))
  }
}

function write(response: ServerResponse, { status, body }: Answer): void {
  if (status === 204) response.writeHead(status).end()
  else if (status === 410) json(response, status, body)
  else response.writeHead(status, { 'Content-Type': 'application/octet-stream' }).end(body)
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

function refuse(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal)) console.error('A request of the exchange failed:', error)
  const { status, message } =
    error instanceof Refusal ? error : { status: 500, message: 'Something went wrong. Try again.' }
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}

function json(response: ServerResponse, status: number, body: string | Uint8Array): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body)
}
