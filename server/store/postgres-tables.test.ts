import { afterAll, beforeAll, expect, test } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { openPostgresStore } from './index'
import { entry } from './log-testing'
import { migrate } from './migrations'
import { kyselyOnPostgres, openPool } from './postgres'
import { postgresTables } from './postgres-tables'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())

test('Rooms that are made at once are all made, though each overtakes the others in the database', async () => {
  const store = await openPostgresStore(await server.newDatabase())
  const rooms = Array.from({ length: 100 }, (_, index) => `room-${index}`)
  await Promise.all(rooms.map((room) => store.log.create(entry(room, 'seed'))))
  expect((await store.log.heads(rooms)).size).toBe(rooms.length)
  await store.close()
})

test('Two nodes that compact many rooms at once overtake each other, and neither fails', async () => {
  const url = await server.newDatabase()
  const stores = [await openPostgresStore(url), await openPostgresStore(url)]
  const data = encodeStateAsUpdate(new Doc())
  const rooms = Array.from({ length: 40 }, (_, index) => `room-${index}`)
  for (const room of rooms) await stores[0]!.log.create({ room, user: 'ana', data })
  for (let round = 0; round < 3; round++) {
    await Promise.all(rooms.map((room) => stores[0]!.log.append({ room, user: 'ana', data })))
    await Promise.all(rooms.flatMap((room) => stores.map(({ log }) => log.compact(room))))
  }
  for (const store of stores) await store.close()
})

test('More rows than a statement takes are written whole and in order', async () => {
  const db = kyselyOnPostgres(openPool(await server.newDatabase(), 1))
  await migrate(db, 'postgres')
  const { write } = postgresTables(db)
  const seqs = Array.from({ length: 2500 }, (_, index) => index + 1)
  const row = (seq: number) => ({
    room: 'a',
    seq,
    user: 'ana',
    at: 1,
    data: Uint8Array.of(seq % 256),
    crc: seq,
  })
  await write((rows) => rows.addUpdates(seqs.map(row)))
  const written = await write((rows) => rows.updates('a', 0))
  expect(written).toEqual(seqs.map(row))
  await db.destroy()
})
