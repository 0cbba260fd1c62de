import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { realClock } from '@/lib/collab/clock'
import { closeCode } from '@/lib/collab/close-codes'
import { type Connection, connect } from '@/lib/collab/connection'
import { dialExchange } from '@/lib/collab/exchange'
import { packFrames } from '@/lib/collab/exchange-batch'
import { gsef2020 } from '@/lib/report/samples'
import { type Asker, openAsker } from '../cluster/ask'
import type { Bus } from '../cluster/bus'
import { notifyBus } from '../cluster/notify-bus'
import { redisBus } from '../cluster/redis-bus'
import { type Front, startFront } from '../scratch/front'
import { serversForTests } from '../scratch/testing'
import { openPostgresStore } from '../store'
import type { Session, Store } from '../store/store'
import { freePort } from '../testing'
import { FRAME_BYTES } from './limits'
import { listen, seed, type Who } from './testing'

/*
 * The way by requests where each of them reaches another node, as behind a load balancer; SPEC: Without WebSockets.
 */

type Node = Awaited<ReturnType<typeof listen>> & { store: Store; bus: Bus; asker: Asker }

const servers = serversForTests()

describe.each(['PostgreSQL', 'Redis'])('Requests to any node, with %s as the bus', (by) => {
  let nodes: Node[]
  let front: Front
  let session: Session
  beforeEach(async () => {
    const url = await servers.postgres.newDatabase()
    const stores = await Promise.all([openPostgresStore(url), openPostgresStore(url)])
    session = (await seed(stores[0])).session
    nodes = await Promise.all(stores.map((store, index) => start(store, `node${index}`, url)))
    front = await startFront({
      port: await freePort(),
      host: '127.0.0.1',
      nodes: nodes.map(({ port }) => port),
    })
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await front.close()
    for (const { close, asker, bus, store } of nodes) {
      asker.close()
      await close()
      await bus.close().catch(() => {})
      await store.close()
    }
  })

  async function start(store: Store, name: string, space: string): Promise<Node> {
    const bus = await (by === 'Redis' ? redisBus(servers.redis.url, name, space) : notifyBus(space, name))
    await expect.poll(() => bus.isUp()).toBe(true)
    const asker = await openAsker({ bus, node: name, signEvery: 200, silence: 1_000 })
    const server = await listen(store, 0, { bus, peers: { asker, secret: 'all nodes have it' } })
    return { ...server, store, bus, asker }
  }

  /** Ends a node as a kill does: it says nothing more, to nobody. */
  async function kill({ close, bus }: Node): Promise<void> {
    vi.spyOn(bus, 'send').mockImplementation(() => {})
    await bus.close()
    await close()
  }

  /** Our own client, by requests from the first, through the front. */
  function open(who: Who, doc: Y.Doc): Connection {
    const connection = connect({
      doc,
      url: `ws://127.0.0.1:${front.port}/collab/${session.id}?ticket=${who}`,
      surroundings: { clock: realClock, random: Math.random, dial: dialExchange },
    })
    onTestFinished(() => connection.destroy())
    return connection
  }

  const saved = (connection: Connection) =>
    expect.poll(() => connection.state().kind, { timeout: 20_000 }).toBe('saved')

  async function diskTitle(): Promise<string> {
    const { snapshot, updates } = await nodes[0]!.store.log.load(session.id)
    const doc = new Y.Doc()
    for (const update of [snapshot, ...updates]) if (update) Y.applyUpdate(doc, update)
    return doc.getText('title').toString()
  }

  const titleOf = (doc: Y.Doc) => doc.getText('title').toString()

  /** Writes `<mark>0 <mark>1 …`, each once the one before is saved. */
  async function write(connection: Connection, doc: Y.Doc, mark: string, numbers: number[]): Promise<void> {
    for (const number of numbers) {
      doc.getText('title').insert(0, `${mark}${number} `)
      await saved(connection)
    }
  }

  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

  /** What was written by `write` and is in a text, in the order of the numbers. */
  const marks = (text: string, mark: string) =>
    [...text.matchAll(new RegExp(`${mark}(\\d+) `, 'g'))]
      .map((match) => Number(match[1]))
      .sort((a, b) => a - b)

  /** A channel at the first node, its requests made by hand. */
  async function channel(): Promise<
    (node: number, wish: string, body?: Uint8Array<ArrayBuffer>) => Promise<Response>
  > {
    const at = (node: number) => `http://127.0.0.1:${nodes[node]!.port}/collab/${session.id}`
    const opened = await fetch(`${at(0)}?ticket=ana`, { method: 'POST' })
    const { channel } = (await opened.json()) as { channel: string }
    return (node, wish, body) =>
      fetch(`${at(node)}/${channel}/${wish}`, { method: 'POST', ...(body && { body }) })
  }

  test('Whatever node a request reaches, what is written arrives once', async () => {
    const asked = nodes.map(({ asker }) => vi.spyOn(asker, 'ask'))
    const [a, b] = [new Y.Doc(), new Y.Doc()]
    const [ana, ben] = [open('ana', a), open('ben', b)]
    await Promise.all([write(ana, a, 'a', numbers(0, 20)), write(ben, b, 'b', numbers(0, 20))])
    await expect.poll(() => titleOf(a)).toBe(titleOf(b))
    const title = await diskTitle()
    expect(titleOf(a)).toBe(title)
    expect(marks(title, 'a')).toEqual(numbers(0, 20))
    expect(marks(title, 'b')).toEqual(numbers(0, 20))
    expect(asked.flatMap(({ mock }) => mock.calls).length).toBeGreaterThan(20)
  })

  test('A node that is killed meanwhile costs nobody a word', async () => {
    const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc(), new Y.Doc()]
    const people = (['ana', 'ben', 'ana', 'ben'] as const).map((who, index) => open(who, docs[index]!))
    const writing = Promise.all(
      people.map((one, index) => write(one, docs[index]!, 'wxyz'[index]!, numbers(0, 15))),
    )
    await Promise.all(docs.map((doc) => expect.poll(() => titleOf(doc)).toMatch(/5 /)))
    await kill(nodes[1]!)
    await writing
    const title = await diskTitle()
    for (const mark of 'wxyz') expect(marks(title, mark)).toEqual(numbers(0, 15))
    for (const doc of docs) await expect.poll(() => titleOf(doc), { timeout: 10_000 }).toBe(title)
  }, 60_000)

  test.each([0, 1])(
    'A message that is lost at node %i ends the channel, and nothing else',
    async (losing) => {
      const doc = new Y.Doc()
      const ana = open('ana', doc)
      await write(ana, doc, 'a', numbers(0, 3))
      const { bus } = nodes[losing]!
      const send = bus.send.bind(bus)
      let lost = 0
      vi.spyOn(bus, 'send').mockImplementation((topic, message) => {
        if (topic.startsWith('node-') && lost++ < 3) return
        send(topic, message)
      })
      await write(ana, doc, 'a', numbers(3, 12))
      expect(lost).toBeGreaterThan(0)
      expect(marks(await diskTitle(), 'a')).toEqual(numbers(0, 12))
    },
    30_000,
  )

  test('What is pasted is taken by another node as by the own one, and so is what is too much', async () => {
    const doc = new Y.Doc()
    const ana = open('ana', doc)
    await saved(ana)
    const text = 'many words '.repeat(60_000)
    doc.getText('title').insert(0, text)
    await saved(ana)
    expect(await diskTitle()).toBe(`${text}${gsef2020.title}`)

    const ask = await channel()
    const long = packFrames([new Uint8Array(2 * FRAME_BYTES + 1)])
    const answer = await ask(1, 'send?n=0', long)
    expect([answer.status, await answer.json()]).toMatchObject([410, { code: closeCode('tooLarge') }])
  })

  test('Who leaves by another node is gone, and so is who breaks off there while it waits', async () => {
    const sockets = () => nodes.map(({ rooms }) => rooms.stats().sockets)
    const one = await channel()
    expect((await one(1, 'take?n=0')).status).toBe(200)
    expect(sockets()).toEqual([1, 0])
    expect((await one(1, 'leave')).status).toBe(204)
    expect(sockets()).toEqual([0, 0])

    const other = await channel()
    const { url } = await other(1, 'take?n=0')
    const waiting = request(url.replace('n=0', 'n=1'), { method: 'POST' })
    waiting.on('error', () => {})
    const asked = vi.spyOn(nodes[1]!.asker, 'ask')
    waiting.end()
    await expect.poll(() => asked.mock.calls.length).toBe(1)
    waiting.destroy()
    await expect.poll(sockets).toEqual([0, 0])
  })

  test('A batch that comes twice, by two nodes, ends the channel and is not taken twice', async () => {
    const ask = await channel()
    const body = packFrames([new Uint8Array([3])])
    expect((await ask(1, 'send?n=0', body)).status).toBe(204)
    expect((await ask(0, 'send?n=0', body)).status).toBe(410)
  })

  test('Nobody is asked about a channel whose name was made up', async () => {
    const asked = vi.spyOn(nodes[1]!.asker, 'ask')
    for (const name of [`${'x'.repeat(32)}node0`, 'x'.repeat(22), 'x'.repeat(64)]) {
      const answer = await fetch(`http://127.0.0.1:${nodes[1]!.port}/collab/${session.id}/${name}/send?n=0`, {
        method: 'POST',
        body: new Uint8Array(1_000),
      })
      expect([answer.status, await answer.json()]).toEqual([410, { code: 1006, reason: '' }])
    }
    expect(asked).not.toHaveBeenCalled()
  })
})
