import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Postgres, startPostgres } from './postgres'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function ask(url: string, text: string): Promise<string[]> {
  const client = await connect(url)
  const { rows } = await client.query<string[]>({ text, rowMode: 'array' })
  await client.end()
  return rows.map(([value]) => String(value))
}

test('what it confirms is on the disk, and it listens on the loopback alone', async () => {
  const show = async (name: string) => (await ask(postgres.url, `show ${name}`))[0]
  expect(await show('fsync')).toBe('on')
  expect(await show('synchronous_commit')).toBe('on')
  expect(await show('listen_addresses')).toBe('127.0.0.1')
  expect(await show('unix_socket_directories')).toBe('')
  expect(await show('max_connections')).toBe('200')
})

test('each new database is empty and another', async () => {
  const one = await postgres.newDatabase()
  const other = await postgres.newDatabase()
  expect(await ask(one, 'create table mine (x int)')).toEqual([])
  const made = `select tablename from pg_tables where schemaname = 'public'`
  expect(await ask(one, made)).toEqual(['mine'])
  expect(await ask(other, made)).toEqual([])
})

test('a database sorts by bytes, or as a language does if it is told to', async () => {
  const sorted = `select * from (values ('a'), ('B')) as t (x) order by x`
  expect(await ask(await postgres.newDatabase(), sorted)).toEqual(['B', 'a'])
  expect(await ask(await postgres.newDatabase({ locale: 'en' }), sorted)).toEqual(['a', 'B'])
})

test.each(['fast', 'immediate', 'kill'] as const)(
  'after %s it starts again with what was committed',
  async (how) => {
    const url = await postgres.newDatabase()
    const client = await connect(url)
    await client.query('create table t (x int); insert into t values (7)')
    const cut = new Promise((resolve) => client.once('end', resolve))
    await (how === 'kill' ? postgres.kill() : postgres.stop(how))
    await cut
    await expect(connect(url)).rejects.toThrow()
    await postgres.start()
    expect(await ask(url, 'select x from t')).toEqual(['7'])
  },
)

test('frozen it answers nobody, thawed it goes on where it was', async () => {
  const client = await connect(await postgres.newDatabase())
  let answered = false
  postgres.pause()
  const answer = client.query('select 1').then(() => (answered = true))
  await expect(
    new Client({ connectionString: postgres.url, connectionTimeoutMillis: 300 }).connect(),
  ).rejects.toThrow()
  expect(answered).toBe(false)
  postgres.resume()
  await answer
  await client.end()
})

test('a folder that was given is used again, and stays', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'rapporteur-given-'))
  chmodSync(parent, 0o755) // for the user whom PostgreSQL runs as
  const folder = join(parent, 'cluster')
  try {
    const first = await startPostgres({ folder })
    const { pathname } = new URL(await first.newDatabase())
    await first.stop()
    const second = await startPostgres({ folder })
    expect(await ask(second.url.replace(/\/postgres$/, pathname), 'select 1')).toEqual(['1'])
    await expect(startPostgres({ folder })).rejects.toThrow(/postmaster\.pid/)
    await second.stop()
    expect(existsSync(folder)).toBe(true)
    await second.remove()
    expect(existsSync(folder)).toBe(false)
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
})

test('whoever has no PostgreSQL is told how to get one', async () => {
  vi.stubEnv('PG_BIN', '/nonexistent')
  await expect(startPostgres()).rejects.toThrow('PG_BIN is /nonexistent')
  vi.unstubAllEnvs()
})

test('it ends, and its folder goes, when the process that started it is killed', async () => {
  const program = `
    import { startPostgres } from './server/scratch/postgres'
    const { url, folder } = await startPostgres()
    process.send({ url, folder })
    process.on('message', () => {})`
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    { cwd: join(import.meta.dirname, '..', '..'), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  const [{ url, folder }] = (await once(child, 'message')) as [{ url: string; folder: string }]
  expect(await ask(url, 'select 1')).toEqual(['1'])
  child.kill('SIGKILL')
  while (existsSync(folder)) await wait(50)
  await expect(connect(url)).rejects.toThrow()
})
