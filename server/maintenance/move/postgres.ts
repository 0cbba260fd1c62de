import pg from 'pg'
import { migrate } from '../../store/migrations'
import { assertDurable, connectionTo, kyselyOnPostgres, shown } from '../../store/postgres'
import type { Db } from '../../store/rows'
import { checkVersion, Refused } from '../folder'
import { BATCH, LEFT_OUT, type Row, type Source, sizeOf, type Table, type Target } from './side'

const OURS = 'rapporteur'
/** A lock that was waited for in vain (PostgreSQL's documentation, appendix A) */
const LOCKED = '55P03'
/** What a statement may bind. */
const MOST_PARAMETERS = 60_000
/** Whoever has one of these has data. */
const TELLING = ['user', 'event', 'session', 'room', 'file']

/** Opens a database to read it, also beside running nodes. Throws Refused if it is none of ours, or of another version. */
export async function openDatabase(url: string): Promise<{ db: Db; close(): Promise<void> }> {
  const client = await connect(url)
  try {
    await refuseOthers(client, url)
    return { db: kyselyOver(client), close: () => client.end() }
  } catch (error) {
    await client.end()
    throw error
  }
}

/** A database to read from, as it is at one moment. Throws Refused if it is none of ours, or nodes run on it. */
export async function databaseSource(url: string): Promise<Source> {
  const client = await connect(url)
  try {
    await refuseNodes(client, url)
    await refuseOthers(client, url)
    await client.query('begin isolation level repeatable read read only')
    return { ...reading(client, url), db: kyselyOver(client), close: () => client.end() }
  } catch (error) {
    await client.end()
    throw error
  }
}

/**
 * A database to be filled, its tables made. Throws Refused unless it is empty and no nodes run on it. Until the end of
 * the move nobody else writes to it: nodes that are started meanwhile wait, and give up.
 */
export async function databaseTarget(url: string): Promise<Target> {
  const client = await connect(url)
  const db = kyselyOver(client)
  try {
    await refuseNodes(client, url)
    if (!(await migrationsIn(client)) && (await tablesIn(client)).length > 0)
      throw new Refused(`${shown(url)} holds tables of another program: name a database of our own.`)
    await assertDurable(db)
    await migrate(db, 'postgres')
    await client.query('begin')
    const tables = await tablesToFill(client)
    await client.query(
      `lock table ${tables.map(({ name }) => `"${name}"`).join()} in share row exclusive mode`,
    )
    await refuseData(client, url)
  } catch (error) {
    await client.end()
    if ((error as { code?: string }).code === LOCKED)
      throw new Refused(`Somebody else is at ${shown(url)}, perhaps another move: try again later.`)
    throw error
  }
  return {
    ...reading(client, url),
    db,
    fit: withoutNul,
    async clear({ name }) {
      await client.query(`delete from "${name}"`)
    },
    async add(table, rows) {
      const most = Math.floor(MOST_PARAMETERS / table.columns.length)
      for (let from = 0; from < rows.length; from += most)
        await insert(client, table, rows.slice(from, from + most))
    },
    async keepSecret(secret) {
      await client.query(`insert into setting (name, value) values ('secret', $1)`, [secret])
    },
    async commit() {
      await client.query('commit')
    },
    close: () => client.end(),
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    // Between two statements lie the other database, and all the files.
    ...connectionTo(url, 'patient'),
    application_name: `${OURS}-move`,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    throw new Refused(`${shown(url)} cannot be opened: ${reasonOf(error)}`)
  }
}

/** The codes are those of the system, and PostgreSQL's (its documentation, appendix A). */
function reasonOf(error: unknown): string {
  const { code = '', message } = error as Error & { code?: string }
  if (code === '3D000') return 'there is no such database. Make it (createdb).'
  if (code.startsWith('28')) return 'it does not let us in. Check the name and the password.'
  if (code === '53300') return 'it has no connection left.'
  return `PostgreSQL does not answer there (${code || message}).`
}

/** Kysely on this very connection, and so in its transaction. */
function kyselyOver(client: pg.Client): Db {
  const one = { query: client.query.bind(client), release() {} }
  return kyselyOnPostgres({ connect: async () => one, end: async () => {} } as unknown as pg.Pool)
}

/** Every node keeps connections open: it looks for jobs, and listens. */
async function refuseNodes(client: pg.Client, url: string): Promise<void> {
  const { rowCount } = await client.query(
    'select from pg_stat_activity where datname = current_database() and application_name = $1',
    [OURS],
  )
  if (rowCount)
    throw new Refused(`A server runs on ${shown(url)}: stop all nodes first. Nothing was changed.`)
}

async function refuseOthers(client: pg.Client, url: string): Promise<void> {
  const names = await migrationsIn(client)
  if (!names) throw new Refused(`There is no data of Rapporteur in ${shown(url)}.`)
  checkVersion(shown(url), names)
}

async function refuseData(client: pg.Client, url: string): Promise<void> {
  for (const table of TELLING) {
    const { rowCount } = await client.query(`select from "${table}" limit 1`)
    if (rowCount)
      throw new Refused(`${shown(url)} is not empty: name an empty database. Nothing was changed.`)
  }
}

/** The steps that were made in a database of ours. */
async function migrationsIn(client: pg.Client): Promise<string[] | undefined> {
  const { rows } = await client.query(`select to_regclass('migration') as there`)
  if (rows[0].there === null) return undefined
  const { rows: made } = await client.query<{ name: string }>('select name from migration')
  return made.map(({ name }) => name)
}

async function tablesIn(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = current_schema() and table_type = 'BASE TABLE'
     group by table_name order by table_name`,
  )
  return rows
}

const tablesToFill = async (client: pg.Client) =>
  (await tablesIn(client)).filter(({ name }) => !LEFT_OUT.includes(name))

function reading(client: pg.Client, url: string): Omit<Source, 'db' | 'close'> {
  return {
    tables: () => tablesToFill(client),
    refuseServers: () => refuseNodes(client, url),
    async *rows({ name }) {
      await client.query(`declare carried no scroll cursor for select * from "${name}"`)
      for (let wanted = 10; ; ) {
        const { rows } = await client.query<Row>(`fetch ${wanted} from carried`)
        if (rows.length === 0) break
        yield rows
        const average = rows.reduce((sum, row) => sum + sizeOf(row), 0) / rows.length
        wanted = Math.max(1, Math.min(BATCH.rows, Math.floor(BATCH.bytes / average)))
      }
      await client.query('close carried')
    },
    async secret() {
      const { rows } = await client.query(`select value from setting where name = 'secret'`)
      return rows[0]?.value
    },
  }
}

async function insert(client: pg.Client, { name, columns }: Table, rows: Row[]): Promise<void> {
  const places = rows.map(
    (_, index) => `(${columns.map((_, column) => `$${index * columns.length + column + 1}`).join()})`,
  )
  await client.query(
    `insert into "${name}" (${columns.map((column) => `"${column}"`).join()}) values ${places.join()}`,
    rows.flatMap((row) => columns.map((column) => row[column])),
  )
}

function withoutNul(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? value.replaceAll('\0', '') : value,
    ]),
  )
}
