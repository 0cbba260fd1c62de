import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { realClock } from '@/lib/collab/clock'
import { type Connection, type ConnectOptions, connect, type SaveState } from '@/lib/collab/connection'
import { dialExchange } from '@/lib/collab/exchange'
import { dialWebSocket } from '@/lib/collab/link'
import { gsef2020 } from '@/lib/report/samples'
import { type Between, startProxy, type Upgrades } from '../testing-proxy'
import { type Started, startServer, type Who } from './testing'

/*
 * Our own client where it goes by requests, against a real server, and behind proxies of our own that do to
 * WebSockets what proxies do; SPEC: Without WebSockets.
 */

let server: Started
let connections: Connection[]

beforeEach(async () => {
  connections = []
  server = await startServer()
})
afterEach(async () => {
  vi.useRealTimers()
  for (const connection of connections) connection.destroy()
  await server.stop()
})

function join(doc: Y.Doc, options: Omit<ConnectOptions, 'doc'>): Connection {
  const connection = connect({ doc, ...options })
  connections.push(connection)
  return connection
}

/** By requests from the first. */
const open = (who: Who, doc = new Y.Doc()) =>
  join(doc, {
    url: server.url(who),
    surroundings: { clock: realClock, random: Math.random, dial: dialExchange },
  })

function state<K extends SaveState['kind']>(
  connection: Connection,
  kind: K,
): Promise<SaveState & { kind: K }> {
  return new Promise((resolve) => {
    const look = () => {
      const now = connection.state()
      if (now.kind !== kind) return
      stop()
      resolve(now as SaveState & { kind: K })
    }
    const stop = connection.subscribe(look)
    look()
  })
}

const diskTitle = async () => (await server.onDisk()).getText('title').toString()

test('By requests, too, “saved” is said only of what the disk has, deletions among it (SPEC 1)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  expect(doc.getText('title').toString()).toBe(gsef2020.title)
  for (const letter of 'Typed ') doc.getText('title').insert(0, letter)
  expect(connection.state().kind).toBe('saving')
  await state(connection, 'saved')
  expect(await diskTitle()).toBe(` depyT${gsef2020.title}`)
  doc.getText('title').delete(0, 6)
  await state(connection, 'saved')
  expect(await diskTitle()).toBe(gsef2020.title)
})

test('What was written while the server was away is sent and saved when it is back (SPEC 3, SPEC 12)', async () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()]
  const [ana, ben] = [open('ana', a), join(b, { url: server.url('ben') })]
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  const back = server.restart()
  await state(ana, 'connecting')
  a.getText('title').insert(0, 'During ')
  b.getText('title').delete(b.getText('title').length - 3, 3)
  await back
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  const title = `During ${gsef2020.title.slice(0, -3)}`
  expect(await diskTitle()).toBe(title)
  await expect.poll(() => [a, b].map((doc) => doc.getText('title').toString())).toEqual([title, title])
})

test('A refused edit closes it for good and stays in the document for the rescue (SPEC 3)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  doc.getXmlFragment('conclusion/text').insert(0, [new Y.XmlElement('paragraph')])
  expect(await state(connection, 'closed')).toMatchObject({ code: 'notAllowed', since: expect.any(Number) })
  await expect.poll(() => server.rooms.stats().sockets).toBe(0)
})

test('Approval makes it read only, with what came too late kept; reopening sends that (SPEC 3, SPEC 9)', async () => {
  const doc = new Y.Doc()
  const connection = open('ana', doc)
  await state(connection, 'saved')
  await server.approve()
  await server.rooms.freeze(server.session.id, gsef2020.template)
  doc.getText('title').insert(0, 'Late ')
  expect(await state(connection, 'readonly')).toMatchObject({ since: expect.any(Number) })
  expect(await diskTitle()).toBe(gsef2020.title)
  await server.store.sessions.setState(server.session.id, 'approved', 'draft')
  server.rooms.thaw(server.session.id)
  await state(connection, 'saved')
  expect(await diskTitle()).toMatch(/^Late /)
})

test('Others see who comes by requests, and see them leave (SPEC 10)', async () => {
  const [ana, ben] = [open('ana'), open('ben')]
  await Promise.all([state(ana, 'saved'), state(ben, 'saved')])
  ana.awareness.setLocalState({ field: 'title' })
  const seen = () => ben.awareness.getStates().get(ana.awareness.clientID)
  await expect.poll(seen).toMatchObject({ field: 'title', user: { name: 'ana' } })
  ana.destroy()
  await expect.poll(seen).toBeUndefined()
})

/** Answers every request with `status`, as the API says whether somebody may come in. */
async function answering(status: number): Promise<string> {
  const api = createServer((_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ type: 'urn:rapporteur:problem:not-allowed' })),
  ).listen(0)
  onTestFinished(() => void api.close())
  return `http://localhost:${(api.address() as AddressInfo).port}`
}

async function behind(upgrades: Upgrades): Promise<Between> {
  const proxy = await startProxy(server.port, upgrades)
  onTestFinished(() => proxy.stop())
  return proxy
}

const through = ({ port }: Between) => server.url('ana').replace(`:${server.port}`, `:${port}`)

test('Behind a proxy that refuses WebSockets edits go by requests, and are saved', async () => {
  const proxy = await behind('refuse')
  const doc = new Y.Doc()
  const connection = join(doc, { url: through(proxy), statusUrl: await answering(200) })
  doc.getText('title').insert(0, 'Typed ')
  await state(connection, 'saved')
  expect(await diskTitle()).toContain('Typed ')

  // Lost, it looks for the better way again, and finds it.
  proxy.upgrades = 'pass'
  proxy.cut()
  await state(connection, 'connecting')
  await state(connection, 'saved')
  expect(proxy.asked).toBe(2)
})

test.each(['hang', 'swallow'] as const)(
  'Behind a proxy that lets WebSockets %s they are given up after 8 s, and edits go by requests',
  async (upgrades) => {
    const proxy = await behind(upgrades)
    const statusUrl = await answering(200)
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const doc = new Y.Doc()
    let sockets = 0
    const connection = join(doc, {
      url: through(proxy),
      statusUrl,
      surroundings: {
        clock: realClock,
        random: Math.random,
        dial(url) {
          sockets++
          return dialWebSocket(url)
        },
        exchange: dialExchange,
      },
    })
    doc.getText('title').insert(0, 'Typed ')
    await vi.waitFor(() => expect(proxy.asked).toBe(1))
    vi.advanceTimersByTime(8_000)
    await vi.waitFor(async () => {
      vi.advanceTimersByTime(50)
      expect(connection.state().kind).toBe('saved')
    })
    expect(await diskTitle()).toContain('Typed ')
    expect(sockets).toBe(1)
  },
)

test('Who is refused, or whom nobody answers, does not try the second way', async () => {
  const proxy = await behind('refuse')
  const exchange = vi.fn(dialExchange)
  const surroundings = { clock: realClock, random: () => 0, dial: dialWebSocket, exchange }
  const refused = join(new Y.Doc(), {
    url: through(proxy),
    statusUrl: await answering(403),
    surroundings,
  })
  expect(await state(refused, 'closed')).toMatchObject({ code: 'revoked' })
  join(new Y.Doc(), { url: through(proxy), statusUrl: await answering(503), surroundings })
  await expect.poll(() => proxy.asked).toBeGreaterThan(3)
  expect(exchange).not.toHaveBeenCalled()
})
