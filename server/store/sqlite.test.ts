import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { storeContract } from './contract'
import { openStore } from './index'
import { logContract } from './log-contract'
import { clockAt, documentOf, entry, startAppender } from './log-testing'
import type { Tables } from './rows'
import { openSqlite } from './sqlite'
import { sqliteTables } from './sqlite-tables'
import { damageIn } from './sqlite-testing'

storeContract('SQLite', async () => {
  const dir = await newFolder()
  return {
    open: () => openStore(dir),
    startAppender: (room) => startAppender(dir, room),
    remove: () => rm(dir, { recursive: true }),
  }
})

logContract('SQLite', async () => {
  const dir = await newFolder()
  return {
    open: (clock) => openStore(dir, { clock }),
    damage: damageIn(dir),
    remove: () => rm(dir, { recursive: true }),
  }
})

test('A second process on the same folder is refused in a sentence, and gets in once the first was killed', async () => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  const child = startAppender(dir)
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  await expect(openStore(dir)).rejects.toThrow(
    `The data folder ${dir} is in use by another Rapporteur process: stop that one first, or set DATA_DIR to another folder.`,
  )
  child.kill('SIGKILL')
  await once(child, 'close')
  const store = await openStore(dir)
  await store.close()
})

test('What an earlier process froze for a while is open again, and what is approved is not', async () => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  const before = await openStore(dir)
  for (const room of ['half approved', 'approved']) {
    await before.log.create({ room, user: 'ana', data: new Uint8Array([1]) })
    await before.log.freeze(room, 60_000)
  }
  await before.close()
  const behind = new Sqlite(join(dir, 'rapporteur.db'))
  behind.exec(`update room set frozen_until = ${Number.MAX_SAFE_INTEGER} where id = 'approved'`)
  behind.close()
  const store = await openStore(dir)
  onTestFinished(() => store.close())
  expect(await store.log.append(entry('half approved', 'x'))).toBe(2)
  await expect(store.log.append(entry('approved', 'x'))).rejects.toThrow('its report is approved')
})

test('While the database takes nothing, nothing is confirmed and nothing forgotten; then all of it is written', async () => {
  const dir = await newFolder()
  let failed = () => {}
  const failure = new Promise<void>((resolve) => {
    failed = resolve
  })
  const store = await openStore(dir, { failed })
  onTestFinished(async () => {
    await store.close()
    await rm(dir, { recursive: true })
  })
  const entry = { room: 'a', user: 'ana', data: new Uint8Array([1, 2, 3]) }
  await store.log.create(entry)
  const behind = new Sqlite(join(dir, 'rapporteur.db'))
  behind.exec(
    `create trigger full before insert on room_update begin select raise(abort, 'disk is full'); end`,
  )
  let confirmed = 0
  const written = Promise.all(
    [1, 2, 3].map(async () => {
      const seq = await store.log.append(entry)
      confirmed++
      return seq
    }),
  )
  await failure
  await expect(store.ping()).rejects.toThrow('disk is full')
  expect(confirmed).toBe(0)
  expect(await store.log.head('a')).toBe(1)
  behind.exec('drop trigger full')
  behind.close()
  expect(await written).toEqual([2, 3, 4])
  expect((await store.log.load('a')).updates).toHaveLength(4)
  await store.ping()
})

test.each<[string, string]>([
  ['has written', 'update room set head = 7'],
  ['is about to write', 'begin immediate; update room set head = 7'],
])('A transaction that has read, while another connection %s, begins anew', async (_, overtaking) => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  const store = await openStore(dir)
  await store.log.create({ room: 'a', user: 'ana', data: new Uint8Array([1]) })
  await store.close()
  const [own, other] = [openSqlite(dir), openSqlite(dir)]
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: own }),
    plugins: [new CamelCasePlugin()],
  })
  let runs = 0
  const head = await sqliteTables(db, own).transaction(async (rows) => {
    const before = (await rows.room('a'))!.head
    if (++runs === 1) other.exec(overtaking)
    try {
      return [before, (await rows.advance('a', 1, 0, undefined))!.head]
    } catch (error) {
      if (other.inTransaction) other.exec('commit')
      throw error
    }
  })
  expect({ head, runs }).toEqual({ head: [7, 8], runs: 2 })
  own.close()
  other.close()
})

test('Each opening syncs at every commit, also that of a file which was closed', async () => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  for (let opening = 0; opening < 2; opening++) {
    const sqlite = openSqlite(dir)
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('synchronous', { simple: true })).toBe(2)
    sqlite.exec('create table if not exists row (id)')
    sqlite.close()
  }
})

test('Data of a newer version is not opened', async () => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  await (await openStore(dir)).close()
  const sqlite = openSqlite(dir)
  sqlite.exec(`insert into migration values ('9999-later', 0)`)
  sqlite.close()
  await expect(openStore(dir)).rejects.toThrow('written by a newer version of Rapporteur (9999-later)')
})

test('Data of the first release is brought up to date: its text, its numbers, and a history that begins there', async () => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'snapshot')
  const snapshot = Y.encodeStateAsUpdate(doc)
  const vector = Y.encodeStateVector(doc)
  doc.getText('title').insert(0, 'update, ')
  const released = openSqlite(dir)
  released.exec(RELEASED)
  released.prepare(`insert into room values ('a', 7), ('approved', 0)`).run()
  released.prepare(`insert into room_snapshot values ('a', 4, 60000, ?)`).run(snapshot)
  const update = Y.encodeStateAsUpdate(doc, vector)
  const add = released.prepare(`insert into room_update values ('a', ?, ?, ?, ?)`)
  add.run(5, 'ana', 120000, update)
  // its clock was set back, and right again
  add.run(6, 'ben', 60000, update)
  add.run(7, 'ana', 120000, update)
  released.close()

  const store = await openStore(dir, { clock: clockAt(180000) })
  onTestFinished(() => store.close())
  const points = [
    { at: 120000, seq: 7, users: ['ana', 'ben'] },
    { at: 60000, seq: 4, users: [] },
  ]
  await expect(store.log.append(entry('approved', 'late'))).rejects.toThrow('its report is approved')
  for (let round = 0; round < 2; round++) {
    const { head, epoch, snapshot: start, updates } = await store.log.load('a')
    expect({ head, text: titleOf([start!, ...updates]) }).toEqual({ head: 7, text: 'update, snapshot' })
    expect(epoch).not.toBe('')
    expect(await store.log.history('a')).toEqual(points)
    expect(titleOf((await store.log.loadAt('a', 60000)).updates)).toBe('snapshot')
    expect(titleOf((await store.log.loadAt('a', 120000)).updates)).toBe('update, snapshot')
    await store.log.compact('a')
  }
  expect(await store.log.append({ room: 'a', user: 'ana', data: update })).toBe(8)
})

const RELEASED = `
create table session (
  id text primary key, event text not null, template text not null, state text not null,
  title text not null, date text, created_by text not null, created_at bigint not null);
insert into session values ('approved', 'e', '{}', 'approved', '', null, '', 0);
  create table migration (name text primary key, at bigint not null);
  insert into migration values ('0001-foundation', 0);
  create table room (id text primary key, head bigint not null);
  create table room_update (
    room text not null, seq bigint not null, "user" text not null, at bigint not null,
    data blob not null, primary key (room, seq));
  create table room_snapshot (
    room text not null, seq bigint not null, at bigint not null, data blob not null,
    primary key (room, seq));`

function titleOf(updates: Uint8Array[]): string {
  return documentOf(updates).getText('title').toString()
}

test('A file that is no database is left as it is', async () => {
  const dir = await newFolder()
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(
    join(dir, 'rapporteur.db'),
    'a letter to grandmother, long enough to have a header'.repeat(20),
  )
  await expect(openStore(dir)).rejects.toThrow('not a database')
})

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'rapporteur-store-'))
}
