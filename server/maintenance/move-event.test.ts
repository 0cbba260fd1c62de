import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { type Connection, connect } from '@/lib/collab/connection'
import { contentOf } from '@/lib/report/content'
import { notifyBus } from '../cluster/notify-bus'
import { listen, seed, type Who } from '../collab/testing'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { openPostgresStore, openStore } from '../store'
import { move, type Place } from './move'
import { documentIn, newFolder } from './testing'

/*
 * An instance is moved in the middle of an event: people are connected with our own client, and go on writing while
 * there is no server.
 */

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

type Running = { port: number; close(): Promise<void> }

async function startEmbedded(dir: string, port: number): Promise<Running> {
  const store = await openStore(dir)
  const server = await listen(store, port, {})
  return {
    port: server.port,
    async close() {
      await server.close()
      await store.close()
    },
  }
}

async function startNode(url: string, port: number): Promise<Running> {
  const store = await openPostgresStore(url)
  const bus = await notifyBus(url, `node${port}`)
  const server = await listen(store, port, { bus })
  return {
    port: server.port,
    async close() {
      await server.close()
      await bus.close()
      await store.close()
    },
  }
}

const saved = (writers: Writer[]) =>
  expect
    .poll(() => writers.map(({ connection }) => connection.state().kind), { timeout: 30_000 })
    .toEqual(writers.map(() => 'saved'))

type Writer = { doc: Y.Doc; connection: Connection; write(text: string): void }

test('Who writes while their event is moved to PostgreSQL, and back, loses nothing and doubles nothing', async () => {
  const root = await newFolder()
  const dir = join(root, 'data')
  const first = await openStore(dir)
  const { session } = await seed(first)
  await first.close()
  const url = await postgres.newDatabase()
  const [embedded, database, back]: [Place, Place, Place] = [
    { kind: 'folder', dir },
    { kind: 'database', url },
    { kind: 'folder', dir: join(root, 'back') },
  ]

  let running = await startEmbedded(dir, 0)
  const { port } = running
  const come = (who: Who): Writer => {
    const doc = new Y.Doc()
    const address = `ws://localhost:${port}/collab/${session.id}?ticket=${who}`
    const connection = connect({ doc, url: address })
    onTestFinished(() => connection.destroy())
    // Each letter is an edit of its own, after what this person wrote.
    let written = 0
    const write = (text: string) => {
      const title = doc.getText('title')
      for (const letter of text)
        title.insert(title.toString().indexOf(`[${who}`) + who.length + 1 + written++, letter)
    }
    return { doc, connection, write }
  }
  const [ana, ben] = [come('ana'), come('ben')]
  const writers = [ana, ben]
  await saved(writers)
  ana.doc.getText('title').insert(0, '[ana')
  ben.doc.getText('title').insert(0, '[ben')
  const all = (text: string) => {
    for (const { write } of writers) write(text)
  }
  all('before ')
  await saved(writers)
  all('cut off ')
  await running.close()
  all('down ')
  await move(embedded, database)
  all('still down ')
  const [one, other] = [await startNode(url, port), await startNode(url, 0)]
  await saved(writers)
  all('there ')
  await saved(writers)
  await one.close()
  await other.close()
  all('down again ')
  await move(database, back)
  running = await startEmbedded((back as { dir: string }).dir, port)
  await saved(writers)
  all('back')
  await saved(writers)

  const text = 'before cut off down still down there down again back'
  const title = () => ana.doc.getText('title').toString()
  await expect.poll(() => ben.doc.getText('title').toString()).toBe(title())
  expect(title()).toContain(`[ana${text}`)
  expect(title()).toContain(`[ben${text}`)
  expect(title().match(/down again/g)).toHaveLength(2)
  await running.close()
  const store = await openStore((back as { dir: string }).dir)
  onTestFinished(() => store.close())
  expect(contentOf(await documentIn(store, session.id))).toEqual(contentOf(ana.doc))
  expect((await store.log.load(session.id)).retired.size).toBe(0)
})
