import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { sha256Of } from '../sha256'
import { kyselyOn } from '../store/kysely'
import { migrate } from '../store/migrations'
import type { Db } from '../store/rows'
import { openSqlite } from '../store/sqlite'
import { bytesContract } from './contract'
import { databaseBytes } from './database'

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
