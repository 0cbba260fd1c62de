import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { sha256Of } from '../sha256'
import { kyselyOn } from '../store/kysely'
import { migrate } from '../store/migrations'
import { kyselyOnPostgres, openPool } from '../store/postgres'
import type { Db } from '../store/rows'
import { openSqlite } from '../store/sqlite'
import { bytesContract } from './contract'
import { databaseBytes } from './database'
import { openBytes } from './homes'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())

/** The address of a database with our tables. */
async function newPostgres(): Promise<string> {
  const url = await server.newDatabase()
  const db = kyselyOnPostgres(openPool(url))
  await migrate(db, 'postgres')
  await db.destroy()
  return url
}

async function newDatabase(): Promise<{ db: Db; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-bytes-'))
  const db = kyselyOn(openSqlite(dir))
  await migrate(db, 'sqlite')
  return { db, remove: () => rm(dir, { recursive: true }) }
}

bytesContract('Bytes in SQLite', async () => {
  const { db, remove } = await newDatabase()
  return { bytes: databaseBytes(db), remove }
})

bytesContract('Bytes in PostgreSQL', async () => ({
  bytes: openBytes({ kind: 'database', url: await newPostgres() }),
  remove: async () => {},
}))

test('A node that stores a file while another removes it has it stored', async () => {
  const url = await newPostgres()
  const [one, other] = [openBytes({ kind: 'database', url }), openBytes({ kind: 'database', url })]
  onTestFinished(() => Promise.all([one.close(), other.close()]).then(() => {}))
  const content = Buffer.alloc(3 * 1024 * 1024, 1)
  const sha256 = sha256Of(content)
  await one.write(sha256, content)
  let written = Promise.resolve()
  await one.remove(sha256, async () => {
    // It begins here, with no row yet that could be seen, and has to wait for the end of the removal.
    written = other.write(sha256, content)
    return false
  })
  await written
  expect(content.equals((await one.read(sha256))!)).toBe(true)
})

test('Bytes that were changed in the database are not handed out as what was written', async () => {
  const { db, remove } = await newDatabase()
  onTestFinished(remove)
  const bytes = databaseBytes(db)
  onTestFinished(bytes.close)
  const content = Buffer.alloc(3 * 1024 * 1024, 1)
  const sha256 = sha256Of(content)
  await bytes.write(sha256, content)
  await db.deleteFrom('fileBytes').where('part', '=', 1).execute()
  await expect(bytes.read(sha256)).rejects.toThrow('is damaged')
  await expect(buffer((await bytes.open(sha256))!)).rejects.toThrow('is damaged')
  await bytes.write(sha256, content)
  expect(content.equals((await bytes.read(sha256))!)).toBe(true)
})
