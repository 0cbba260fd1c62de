import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { migrate } from './migrations'
import { kyselyOnPostgres, openPool } from './postgres'
import { postgresTables } from './postgres-tables'
import { PreparedNames } from './prepared'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())

test('A statement gets a name when it comes for the second time, and keeps it', () => {
  const names = new PreparedNames()
  const one = 'select id from room where id = $1'
  expect(names.nameOf(one)).toBeUndefined()
  const name = names.nameOf(one)
  expect(name).toBeDefined()
  expect(names.nameOf(one)).toBe(name)
  const other = 'select head from room where id = $1'
  names.nameOf(other)
  expect(names.nameOf(other)).not.toBe(name)
})

test('What changes tables, gives back all columns or lists many rows gets none', () => {
  const names = new PreparedNames()
  const rows = Array.from({ length: 100 }, (_, index) => `($${index + 1})`).join(', ')
  for (const text of [
    'create table one (id text)',
    'select * from room where id = $1',
    'insert into room (id) values ($1) returning *',
    `insert into room (id) values ${rows}`,
  ])
    for (let times = 0; times < 3; times++) expect(names.nameOf(text)).toBeUndefined()
})

test('A commit moves the head of a room by the same statement whenever it is, and PostgreSQL plans it once', async () => {
  const db = await oneConnection()
  const { write } = postgresTables(db)
  await write((rows) => rows.addRoom(ROOM))
  for (const at of [10, 20, 30])
    expect(await write((rows) => rows.advance('a', 1, at, 'e'))).toMatchObject({ at })
  const { rows: prepared } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where statement like 'update%'`.execute(db)
  expect(prepared).toHaveLength(1)
})

test('What is prepared goes on when the next version adds a column', async () => {
  const db = await oneConnection()
  const { write } = postgresTables(db)
  await write((rows) => rows.addRoom(ROOM))
  const everything = () =>
    write(async (rows) => {
      const { head = 0, at = 0 } = (await rows.advance('a', 1, 10, 'e')) ?? {}
      await rows.addUpdates([{ room: 'a', seq: head, user: 'ana', at, data: Uint8Array.of(1), crc: 1 }])
      await rows.heads(['a'])
      await rows.addClients([{ room: 'a', client: 1, user: 'ana', retired: false }])
      await rows.clients('a')
      await rows.updates('a', 0)
      return rows.room('a')
    })
  for (let times = 0; times < 3; times++) await everything()
  for (const table of ['room', 'room_client', 'room_update'])
    await sql`alter table ${sql.table(table)} add column more bigint`.execute(db)
  expect((await everything())?.head).toBe(5)
})

const ROOM = { id: 'a', head: 1, epoch: 'e', base: 1, at: 1, frozenUntil: 0 }

/** A database of our tables, on a single connection. */
async function oneConnection() {
  const db = kyselyOnPostgres(openPool(await server.newDatabase(), 1))
  onTestFinished(() => db.destroy())
  await migrate(db, 'postgres')
  return db
}
