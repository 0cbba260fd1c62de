import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { goBy, goByOwnClock, now } from '../time'
import { storeContract } from './contract'
import { openPostgresStore } from './index'
import { type LogEngine, logContract } from './log-contract'
import { entry, startAppender } from './log-testing'
import type { Store } from './store'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())

storeContract('PostgreSQL', async () => {
  const url = await server.newDatabase()
  return {
    open: () => openPostgresStore(url),
    startAppender: (room) => startAppender(url, room),
    remove: () => drop(url),
  }
})

logContract('PostgreSQL', async () => {
  const url = await server.newDatabase()
  return {
    open: async (clock) => openPostgresStore(url, { clock }),
    damage: damageIn(url),
    remove: () => drop(url),
  }
})

test('Nodes that start together on an empty database make its tables once', async () => {
  const url = await database()
  const stores = await Promise.all([1, 2, 3].map(() => open(url)))
  await Promise.all(stores.map((store) => store.ping()))
  const { rows } = await asked(url, 'select name from migration')
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
})

test('Two nodes number the entries of a room together, without holes, while both compact it', async () => {
  const url = await database()
  const [a, b] = [await open(url), await open(url)]
  const { Doc, encodeStateAsUpdate } = await import('yjs')
  const data = encodeStateAsUpdate(new Doc())
  await a.log.create({ room: 'a', user: 'ana', data })
  const seqs: Promise<number>[] = []
  for (let round = 0; round < 20; round++) {
    for (const { log } of [a, b])
      for (let more = 0; more < 5; more++) seqs.push(log.append({ room: 'a', user: 'ana', data }))
    await Promise.all([a.log.compact('a'), b.log.compact('a'), seqs.at(-1), seqs.at(-6)])
  }
  expect((await Promise.all(seqs)).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 2),
  )
  await b.log.compact('a')
  expect((await a.log.load('a')).head).toBe(201)
  expect((await a.log.history('a')).at(0)?.seq).toBe(201)
})

test('A new epoch begins though another node goes on writing', async () => {
  const url = await database()
  const [a, b] = [await open(url), await open(url)]
  const { Doc, encodeStateAsUpdate } = await import('yjs')
  const data = encodeStateAsUpdate(new Doc())
  await a.log.create({ room: 'a', user: 'ana', data })
  const { epoch } = await a.log.load('a')
  let state: 'writing' | 'done' = 'writing'
  const isWriting = () => state === 'writing'
  const writers = Array.from({ length: 8 }, async () => {
    const refused: string[] = []
    while (isWriting())
      await b.log.append({ room: 'a', user: 'ben', epoch, data }).catch((error) => refused.push(error.name))
    return new Set(refused)
  })
  const begun = await a.log.restart({ room: 'a', user: 'mona', data })
  state = 'done'
  for (const refused of await Promise.all(writers))
    expect(['EpochEnded', 'RoomFrozen']).toEqual(expect.arrayContaining([...refused]))
  expect(await b.log.load('a')).toMatchObject({ epoch: begun.epoch, head: begun.seq })
  expect(await b.log.append({ room: 'a', user: 'ben', data })).toBe(begun.seq + 1)
})

test('U+0000, which PostgreSQL does not take, is left out of a text', async () => {
  const store = await open(await database())
  const { id } = await store.users.create({
    email: 'ana@example.org',
    name: 'A\0na',
    passwordHash: undefined,
    mayCreateEvents: false,
  })
  expect((await store.users.byId(id))?.name).toBe('Ana')
})

test('A database that may lose what it confirmed is refused, with the setting that is off', async () => {
  const url = await database()
  const name = new URL(url).pathname.slice(1)
  await asked(url, `alter database "${name}" set synchronous_commit = off`)
  await expect(openPostgresStore(url)).rejects.toThrow('synchronous_commit is off')
})

test('Every other commit fails, and the server is restarted: what was appended is written all the same', async () => {
  const url = await database()
  let failed = 0
  const store = await openPostgresStore(url, { failed: () => void failed++ })
  onTestFinished(() => store.close())
  await store.log.create(entry('a', 'seed'))
  await asked(
    url,
    `create sequence tried;
     create function refuse() returns trigger language plpgsql as $$
     begin if nextval('tried') % 2 = 1 then raise exception 'the commit fails'; end if; return null; end $$;
     create constraint trigger refusing after update on room deferrable initially deferred
     for each row execute function refuse()`,
  )
  const written: string[] = []
  const append = async (text: string) => {
    await store.log.append(entry('a', text))
    written.push(text)
  }
  await Promise.all([append('one'), append('two')])
  await append('three')
  expect(failed).toBeGreaterThan(0)
  await server.stop('immediate')
  const waiting = append('four')
  await server.start()
  await waiting
  const decoder = new TextDecoder()
  const { updates } = await store.log.load('a')
  const texts = new Set(updates.map((data) => decoder.decode(data)))
  expect([...texts].sort()).toEqual(['seed', ...written].sort())
})

test('The clock of the database is the one that counts', async () => {
  onTestFinished(goByOwnClock)
  const url = await database()
  goBy({ time: Date.now() + 60 * 60_000, ticks: performance.now() })
  await open(url)
  const { rows } = await asked(url, 'select extract(epoch from clock_timestamp()) * 1000 as at')
  expect(Math.abs(now() - Number(rows[0]!.at))).toBeLessThan(60_000)
})

async function database(): Promise<string> {
  const url = await server.newDatabase()
  onTestFinished(() => drop(url))
  return url
}

async function open(url: string): Promise<Store> {
  const store = await openPostgresStore(url)
  onTestFinished(() => store.close())
  return store
}

async function asked(url: string, query: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await client.query(query)
  } finally {
    await client.end()
  }
}

async function drop(url: string): Promise<void> {
  await asked(server.url, `drop database "${new URL(url).pathname.slice(1)}" with (force)`)
}

/** Damages a row, behind everybody's back. */
function damageIn(url: string): LogEngine['damage'] {
  return async (how, table, room, seq) => {
    const where = `room = '${room}' and ${table === 'history' ? 'first_seq' : 'seq'} = ${seq}`
    const last = 'length(data) - 1'
    await asked(
      url,
      how === 'lose'
        ? `delete from room_${table} where ${where}`
        : `update room_${table} set data = set_byte(data, ${last}, get_byte(data, ${last}) # 1) where ${where}`,
    )
  }
}
