import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { contentOf } from '@/lib/report/content'
import { renewDocument } from '@/lib/report/renew'
import { openData } from '../cluster/open'
import { readConfig } from '../config'
import { homeOf, openBytes } from '../files/homes'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { type S3, startS3 } from '../scratch/s3'
import { openPostgresStore, openStore } from '../store'
import { openSqlite } from '../store/sqlite'
import { makeManifest } from './manifest'
import { move, type Place } from './move'
import { behind, documentIn, type Filled, fillFolder, newFolder, typeInto } from './testing'
import { verifyFolder } from './verify'

let server: Postgres
let storage: S3
beforeAll(async () => {
  ;[server, storage] = await Promise.all([startPostgres(), startS3()])
})
afterAll(() => Promise.all([server.remove(), storage.remove()]))

let root: string
let filled: Filled
let folder: Place
let url: string
let database: Place
beforeEach(async () => {
  root = await newFolder()
  filled = await fillFolder(join(root, 'data'))
  folder = { kind: 'folder', dir: filled.dir }
  url = await server.newDatabase()
  database = { kind: 'database', url }
})

async function asked(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

/** Whatever else an instance may hold. */
async function live(dir: string): Promise<void> {
  const store = await openStore(dir)
  const ana = await store.users.create({
    email: 'ana@example.org',
    name: 'Ana 안나 👩🏽‍🔬',
    passwordHash: undefined,
    mayCreateEvents: true,
  })
  await store.logins.create(ana.id, Date.now() + 1000)
  await store.logins.end((await store.logins.create(ana.id, Date.now() + 1000)).id)
  const doc = await documentIn(store, filled.room)
  const data = Y.encodeStateAsUpdate(renewDocument(doc))
  await store.log.restart({ room: filled.room, user: ana.id, data, reason: 'Back to then' })
  await typeInto(store, filled.room, 'Later. ')
  await store.jobs.add('reminder', 'key', { some: 'payload' }, Date.now())
  await store.close()
}

test('An instance is carried into PostgreSQL and back, and is the same', async () => {
  await live(filled.dir)
  const before = await verifyFolder(filled.dir)
  expect(before.faults).toEqual([])
  await rm(join(filled.dir, 'rapporteur.db-wal'))
  await rm(join(filled.dir, 'rapporteur.db-shm'))
  const stillThere = await makeManifest(filled.dir)
  const moved = await move(folder, database)
  expect(moved).toMatchObject({ accounts: 1, rooms: 1, files: { files: 1, bytes: 9 }, unreadable: [] })
  expect((await makeManifest(filled.dir)).files).toEqual(stillThere.files)

  const [there, here] = [await openPostgresStore(url), await openStore(filled.dir)]
  const [carried, was] = [await there.log.load(filled.room), await here.log.load(filled.room)]
  expect(carried).toEqual(was)
  expect(await there.log.history(filled.room)).toEqual(await here.log.history(filled.room))
  expect(await there.access.version()).toBe(await here.access.version())
  expect(await there.approvals.latest(filled.room)).toEqual(await here.approvals.latest(filled.room))
  await there.close()
  await here.close()

  const dir = join(root, 'back')
  expect(await move(database, { kind: 'folder', dir })).toEqual(moved)
  expect(await verifyFolder(dir)).toEqual(before)
  expect(await readFile(join(dir, 'secret'), 'utf8')).toBe('secret\n')
  expect((await readdir(root)).sort()).toEqual(['back', 'data'])
})

test('Nodes sign with the secret that signed before, and so does the server when it is back', async () => {
  await move(folder, database)
  const { config, store, bus } = await openData(readConfig({ DATABASE_URL: url }), {})
  expect(config.secret).toBe('secret')
  await bus?.close()
  await store.close()
  const dir = join(root, 'back')
  await move(database, { kind: 'folder', dir })
  const back = await openData(readConfig({ DATA_DIR: dir }), {})
  expect(back.config.secret).toBe('secret')
  await back.store.close()
})

test('What a killed server has left in its journal comes along', async () => {
  const store = await openStore(filled.dir)
  await typeInto(store, filled.room, 'Journal. ')
  const killed = join(root, 'killed')
  await cp(filled.dir, killed, { recursive: true })
  await store.close()
  const { files: before } = await makeManifest(killed)
  const { entries } = await move({ kind: 'folder', dir: killed }, database)
  expect(entries).toBe(4)
  const data = before.filter(({ path }) => /^files|db$|-wal$|secret/.test(path))
  expect(data).toHaveLength(4)
  expect((await makeManifest(killed)).files).toEqual(expect.arrayContaining(data))
  const node = await openPostgresStore(url)
  expect((await documentIn(node, filled.room)).getText('title').toString()).toContain('Journal. ')
  await node.close()
})

test('Files go to the bucket, where there is one, and are left there on the way back', async () => {
  const s3 = await storage.newBucket()
  const sha256 = filled.picture.split('/').at(-1)!
  await move(folder, database, s3)
  expect(await asked('select count(*)::int as parts from file_bytes')).toEqual([{ parts: 0 }])
  const bytes = openBytes(homeOf({ dataDir: '', databaseUrl: url, s3 }))
  onTestFinished(bytes.close)
  expect(Buffer.from((await bytes.read(sha256))!).toString()).toBe('a picture')
  const dir = join(root, 'back')
  const { files } = await move(database, { kind: 'folder', dir }, s3)
  expect(files).toMatchObject({ files: 1, missing: [] })
  expect(await readdir(dir)).not.toContain('files')
})

test('Nothing is carried while a server runs on either place', async () => {
  const store = await openStore(filled.dir)
  await expect(move(folder, database)).rejects.toThrow(`A server runs on ${filled.dir}: stop it first.`)
  await store.close()
  const node = await openPostgresStore(url)
  await expect(move(folder, database)).rejects.toThrow('stop all nodes first')
  await node.close()
  await move(folder, database)
  const other = await openPostgresStore(url)
  const back: Place = { kind: 'folder', dir: join(root, 'back') }
  await expect(move(database, back)).rejects.toThrow('stop all nodes first')
  await other.close()
})

test('Nothing is carried over other data, or from where there is none', async () => {
  await move(folder, database)
  await expect(move(folder, database)).rejects.toThrow('is not empty')
  await expect(move(database, folder)).rejects.toThrow('is not empty')
  const empty: Place = { kind: 'database', url: await server.newDatabase() }
  await expect(move(empty, { kind: 'folder', dir: join(root, 'x') })).rejects.toThrow('There is no data')
  url = empty.url
  await asked('create table session (id int)')
  await expect(move(folder, empty)).rejects.toThrow('tables of another program')
  behind(filled.dir, `delete from migration where name = '0006-file-bytes'`)
  await expect(move(folder, { kind: 'database', url: await server.newDatabase() })).rejects.toThrow(
    'an older version',
  )
  expect(await readdir(root)).toEqual(['data'])
})

test('A node that is started while its database is carried away is noticed before the end', async () => {
  await move(folder, database)
  const blocker = new pg.Client(url)
  await blocker.connect()
  await blocker.query('begin')
  await blocker.query('lock table file_bytes in access exclusive mode')
  const dir = join(root, 'back')
  const moving = move(database, { kind: 'folder', dir })
  const refused = expect(moving).rejects.toThrow('stop all nodes first')
  await expect
    .poll(() => asked(`select 1 as waits from pg_stat_activity where wait_event_type = 'Lock'`), {
      timeout: 60_000,
    })
    .toHaveLength(1)
  const node = await openPostgresStore(url)
  await blocker.end()
  await refused
  await node.close()
  expect(await readdir(root)).toEqual(['data'])
})

test('A move that is killed leaves an empty database, and can be started again', async () => {
  await (await openPostgresStore(url)).close()
  const blocker = new pg.Client(url)
  await blocker.connect()
  await blocker.query('begin')
  // All rows are copied when the files are asked for.
  await blocker.query('lock table file_bytes in access exclusive mode')
  const child = run(['--to', url, '--from', filled.dir])
  await expect
    .poll(() => asked(`select 1 as waits from pg_stat_activity where wait_event_type = 'Lock'`), {
      timeout: 60_000,
    })
    .toHaveLength(1)
  child.kill('SIGKILL')
  await once(child, 'close')
  await blocker.end()
  expect(await asked('select count(*)::int as sessions from session')).toEqual([{ sessions: 0 }])
  await expect.poll(() => move(folder, database).then(({ rooms }) => rooms)).toBe(1)
})

test('A bucket that cannot be written changes nothing', async () => {
  const s3 = { ...(await storage.newBucket()), name: 'none' }
  await expect(move(folder, database, s3)).rejects.toThrow('there is no such bucket')
  await expect(move(folder, { kind: 'folder', dir: join(root, 'x') }, s3)).rejects.toThrow()
  expect(await asked('select count(*)::int as sessions from session')).toEqual([{ sessions: 0 }])
  expect(await readdir(root)).toEqual(['data'])
})

test('What is damaged is carried as it is, and said', async () => {
  behind(filled.dir, 'delete from room_update')
  await rm(filled.picture)
  const { unreadable, files } = await move(folder, database)
  expect(unreadable).toEqual([expect.stringContaining('lacks its entry 3 of 3')])
  expect(files.missing).toEqual([filled.picture.split('/').at(-1)])
})

test('A character that PostgreSQL cannot hold is left out', async () => {
  const sqlite = openSqlite(filled.dir)
  sqlite.prepare('update session set title = ?').run('Ca\0re')
  sqlite.close()
  await move(folder, database)
  expect(await asked('select title from session')).toEqual([{ title: 'Care' }])
})

test('The command says what it did, and what stays', async () => {
  const child = run(['--to', url, '--from', filled.dir])
  let said = ''
  child.stdout!.on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  expect(said).toContain(': 0 accounts, 1 session, 3 log entries, 1 file (0.0 MB).')
  expect(said).toContain(`${filled.dir} is as it was.`)
})

test('A document is the same on both sides, to the character', async () => {
  await live(filled.dir)
  await move(folder, database)
  const [there, here] = [await openPostgresStore(url), await openStore(filled.dir)]
  const [one, other] = [await documentIn(there, filled.room), await documentIn(here, filled.room)]
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(other))
  expect(contentOf(one)).toEqual(contentOf(other))
  await there.close()
  await here.close()
})

function run(args: string[]): ChildProcess {
  const script = join(import.meta.dirname, 'move-command.ts')
  const env = { ...process.env, DATA_DIR: '', DATABASE_URL: '' }
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
