import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { gsef2020 } from '@/lib/report/samples'
import type { Bus } from '../cluster/bus'
import { notifyBus } from '../cluster/notify-bus'
import { redisBus } from '../cluster/redis-bus'
import { serversForTests } from '../scratch/testing'
import { openPostgresStore } from '../store'
import type { Session, Store } from '../store/store'
import { Bare, joinStock, listen, seed, type Who } from './testing'

/** One of several servers that share a database. */
type Node = Awaited<ReturnType<typeof listen>> & { store: Store; bus: Bus; session: Session }

const servers = serversForTests()

describe.each(['PostgreSQL', 'Redis'])('Several nodes (SPEC: Several nodes), with %s as the bus', (by) => {
  let nodes: Node[]
  let members: Record<Who, string>
  beforeEach(async () => {
    const url = await servers.postgres.newDatabase()
    const stores = await Promise.all([openPostgresStore(url), openPostgresStore(url)])
    const seeded = await seed(stores[0])
    members = seeded.members
    nodes = await Promise.all(
      stores.map(async (store, index) => {
        const name = `node${index}`
        const bus = await (by === 'Redis' ? redisBus(servers.redis.url, name, url) : notifyBus(url, name))
        await expect.poll(() => bus.isUp()).toBe(true)
        const node = await listen(store, 0, { bus })
        return { ...node, store, bus, session: seeded.session }
      }),
    )
  })
  afterEach(async () => {
    for (const { close, bus, store } of nodes) {
      await close()
      await bus.close()
      await store.close()
    }
  })

  async function join(node: number, who: Who, doc?: Y.Doc): Promise<WebsocketProvider> {
    const provider = await joinStock(nodes[node]!, who, doc)
    onTestFinished(() => provider.destroy())
    return provider
  }
  const titleOf = ({ doc }: { doc: Y.Doc }) => doc.getText('title').toString()
  const namesSeenBy = ({ awareness }: WebsocketProvider) =>
    [...awareness.getStates().values()].map((state) => state.user?.name).sort()

  test('What one types, the other reads on another node, and all of it is in what either exports', async () => {
    const [ana, ben] = [await join(0, 'ana'), await join(1, 'ben')]
    for (let letter = 0; letter < 30; letter++) {
      ana.doc.getText('title').insert(0, 'a')
      ben.doc.getText('title').insert(0, 'b')
    }
    await expect.poll(() => titleOf(ana).match(/^[ab]+/)?.[0].length).toBe(60)
    await expect.poll(() => titleOf(ben)).toBe(titleOf(ana))
    for (const { rooms, session } of nodes)
      expect((await rooms.read(session.id, gsef2020.template)).report.title).toBe(titleOf(ana))
  })

  test('An edit too long for a message arrives all the same', async () => {
    const [ana, ben] = [await join(0, 'ana'), await join(1, 'ben')]
    ana.doc.getText('title').insert(0, 'long '.repeat(20_000))
    await expect.poll(() => titleOf(ben)).toBe(titleOf(ana))
  })

  test('Who moves from node to node takes along what all have heard, and goes on', async () => {
    const readers = [await join(0, 'rita'), await join(1, 'rita')]
    const doc = new Y.Doc()
    let text = ''
    for (let move = 0; move < 10; move++) {
      const ana = await join(move % 2, 'ana', doc)
      doc.getText('title').insert(text.length, `${move}`)
      text += `${move}`
      // It is durable then, and perhaps not heard of on the other node.
      await expect.poll(() => titleOf(readers[move % 2]!)).toBe(`${text}${gsef2020.title}`)
      ana.destroy()
    }
    for (const reader of readers) await expect.poll(() => titleOf(reader)).toBe(`0123456789${gsef2020.title}`)
  })

  test('People see who is on another node, also who was there before, and who leaves goes (SPEC 10)', async () => {
    const ana = await join(0, 'ana')
    ana.awareness.setLocalStateField('cursor', 1)
    await expect.poll(() => ana.awareness.getStates().size).toBe(1)
    const ben = await join(1, 'ben')
    ben.awareness.setLocalStateField('user', { name: 'Somebody else' })
    await expect.poll(() => namesSeenBy(ben)).toContain('ana')
    await expect.poll(() => namesSeenBy(ana)).toContain('ben')
    const rita = await join(1, 'rita')
    await expect.poll(() => namesSeenBy(rita)).toContain('ana')
    ana.destroy()
    await expect.poll(() => namesSeenBy(ben)).not.toContain('ana')
  })

  test('A Yjs client id belongs to its first account on every node', async () => {
    const ana = await join(0, 'ana')
    ana.doc.getText('title').insert(0, 'Mine ')
    const ben = await join(1, 'ben')
    await expect.poll(() => titleOf(ben)).toMatch(/^Mine /)
    const { id } = nodes[1]!.session
    const bare = await Bare.join(`ws://localhost:${nodes[1]!.port}/collab/${id}?ticket=ben`)
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(ben.doc))
    forged.clientID = ana.doc.clientID
    const vector = Y.encodeStateVector(forged)
    forged.getText('title').insert(0, 'Forged ')
    bare.send({ kind: 'update', update: Y.encodeStateAsUpdate(forged, vector) })
    expect((await bare.closed).code).toBe(closeCode('forged'))
  })

  test('Approval on one node takes no edit of another, and closes who writes there (SPEC 9)', async () => {
    const { id } = nodes[0]!.session
    const ben = await join(1, 'ben')
    const closed = new Promise<number>((resolve) => {
      ben.on('connection-close', (event) => {
        // Until it is approved, who writes into what is frozen comes back.
        if (event && event.code !== 1012) resolve(event.code)
      })
    })
    const { seq } = await nodes[0]!.rooms.freeze(id, gsef2020.template)
    ben.doc.getText('title').insert(0, 'Late ')
    expect(await nodes[0]!.store.sessions.setState(id, 'draft', 'approved')).toBe(true)
    expect(await closed).toBe(closeCode('approved'))
    expect(await nodes[0]!.store.log.head(id)).toBe(seq)
    expect((await nodes[1]!.rooms.read(id, gsef2020.template)).report.title).toBe(gsef2020.title)
  })

  test('Revoking a membership on one node closes its socket on another (SPEC 9)', async () => {
    const ben = await join(1, 'ben')
    const closed = new Promise((resolve) => ben.on('connection-close', (event) => resolve(event?.code)))
    await nodes[0]!.store.memberships.end(members.ben)
    expect(await closed).toBe(closeCode('revoked'))
  })

  test('Bringing back an earlier text on one node begins anew on all (SPEC 8)', async () => {
    const { id } = nodes[0]!.session
    const ben = await join(1, 'ben')
    const at = Date.now() + 60_000
    const closed = new Promise((resolve) => ben.on('connection-close', (event) => resolve(event?.code)))
    await nodes[0]!.rooms.restore(id, 'mona', at)
    expect(await closed).toBe(closeCode('restored'))
    const again = await join(1, 'ben', new Y.Doc())
    expect(titleOf(again)).toBe(gsef2020.title)
  })

  test('What was not heard is read from the log', async () => {
    const [ana, ben] = [await join(0, 'ana'), await join(1, 'ben')]
    nodes[0]!.bus.send = () => {}
    ana.doc.getText('title').insert(0, 'Unheard ')
    await expect.poll(() => titleOf(ben), { timeout: 10_000 }).toMatch(/^Unheard /)
  })
})
