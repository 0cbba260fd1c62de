import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { roleIn, ticketVisitor, visitorOfRequest } from '../accounts/visitor'
import { createUpgrade } from '../collab/upgrade'
import { Client, guest, session, startWorld, type World } from './testing'

let world: World
let server: Server
let port: number
let olga: Client
let id: string
const open: WebsocketProvider[] = []

beforeEach(async () => {
  world = await startWorld()
  ;({ olga, session: id } = await session(world))
  server = createServer()
  server.on(
    'upgrade',
    createUpgrade({
      rooms: world.rooms,
      store: world.store,
      authenticate: visitorOfRequest,
      ticketVisitor,
      roleIn,
      origin: world.config.baseUrl,
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  vi.useRealTimers()
  for (const provider of open.splice(0)) provider.destroy()
  server.close()
  server.closeAllConnections()
  await world.end()
})

const ticketOf = async (who: Client) =>
  (await who.ask<{ ticket: string }>('POST', `/sessions/${id}/ticket`)).ticket

/** A stock client, synced. */
async function join(ticket: string): Promise<WebsocketProvider> {
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/collab`, id, new Y.Doc(), {
    params: { ticket },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  open.push(provider)
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  return provider
}

/** The HTTP status with which an upgrade is refused. */
async function refusal(ticket: string, room = id): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/collab/${room}?ticket=${ticket}`)
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  socket.on('error', () => {})
  socket.terminate()
  return response.statusCode
}

function closed(provider: WebsocketProvider): Promise<number> {
  return new Promise((resolve) => provider.once('connection-close', (event) => resolve(event?.code ?? 0)))
}

test('stock y-websocket clients join with tickets and write into one report', async () => {
  const ray = (await guest(olga, id, 'rapporteur', 'Ray')).client
  const [a, b] = await Promise.all([join(await ticketOf(olga)), join(await ticketOf(ray))])
  const arrived = new Promise<void>((resolve) =>
    b.doc.on('update', () => {
      if (b.doc.getText('title').toString().startsWith('On ')) resolve()
    }),
  )
  a.doc.getText('title').insert(0, 'On ')
  await arrived
  const seen = new Promise<void>((resolve) => a.doc.on('update', () => resolve()))
  b.doc.getText('theme').insert(0, 'Rivers')
  await seen
  expect(await olga.ask('GET', `/sessions/${id}/report`)).toMatchObject({
    title: 'On A session',
    details: { theme: 'Rivers' },
  })
})

test('a ticket opens one session only, for a minute, and nothing is opened without one', async () => {
  const ticket = await ticketOf(olga)
  expect(await refusal('made-up')).toBe(401)
  expect(await refusal(ticket, 'elsewhere')).toBe(404)
  const events = await olga.ask<{ id: string }[]>('GET', '/events')
  const other = await olga.ask<{ id: string }>('POST', `/events/${events[0]!.id}/sessions`, {})
  expect(await refusal(ticket, other.id)).toBe(401)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  expect(await refusal(ticket)).toBe(401)
})

test('revoking a join link closes the sockets of who came by it', async () => {
  const ray = await guest(olga, id, 'rapporteur', 'Ray')
  const code = closed(await join(await ticketOf(ray.client)))
  await olga.ask('DELETE', `/sessions/${id}/links/${ray.link.id}`)
  expect(await code).toBe(closeCode('revoked'))
})

test('a ticket is worth no more than the token it was got with', async () => {
  const { token, id: made } = await olga.ask<{ token: string; id: string }>('POST', '/tokens')
  const ticket = await ticketOf(new Client(world.config.baseUrl, token))
  await join(ticket)
  await olga.ask('DELETE', `/tokens/${made}`)
  expect(await refusal(ticket)).toBe(403)
})

test('signing out closes the sockets that this browser opened', async () => {
  const code = closed(await join(await ticketOf(olga)))
  await olga.signOut()
  expect(await code).toBe(closeCode('signedOut'))
})

test('after approval nothing that a socket writes is in the report', async () => {
  const ray = (await guest(olga, id, 'rapporteur', 'Ray')).client
  const provider = await join(await ticketOf(ray))
  await olga.ask('POST', `/sessions/${id}/approve`)
  provider.doc.getText('title').insert(0, 'Too late: ')
  expect(await world.rooms.read(id, (await world.store.sessions.byId(id))!.template as never)).toMatchObject({
    report: { title: 'A session' },
  })
  expect(await olga.ask('GET', `/sessions/${id}/report`)).toMatchObject({ title: 'A session' })
})
