import { Socket } from 'node:net'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { goBy } from '../time'
import { PreparedNames, preparing } from './prepared'
import type { Db, Tables } from './rows'

/** Connections of a pool: what a node asks at once. PostgreSQL allows 100 in all unless it is told otherwise. */
const CONNECTIONS = 10
/** How long a transaction may stand still: a node that froze within one must not hold the others up. */
const STANDSTILL_MS = 3_000
/** How long anything may wait for another's row. */
const LOCK_MS = 10_000
const CONNECT_MS = 3_000
/** A connection that says nothing for so long is gone, whatever the network believes; the pool ends idle ones sooner. */
const SILENCE_MS = 15_000
/** How often a node looks at the database's clock. */
const CLOCK_MS = 30_000
/** An answer that takes longer tells no time. */
const INEXACT_MS = 1_000
/** By so much the machine's clock and its ticks differ when it slept, or somebody set the clock. */
const SLEPT_MS = 1_000
const INT8 = 20

/** PostgreSQL is set up so that it may lose what it confirmed. */
export class UnsafeDatabase extends Error {
  override name = 'UnsafeDatabase'
}

/** Every bigint here is a count or milliseconds: far below where a number becomes inexact. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/**
 * How a connection to the database of a URL is made; throws nothing by itself. `patient`: it may say nothing for long,
 * also within a transaction, as where other work lies between two statements.
 */
export function connectionTo(url: string, manner: 'brisk' | 'patient' = 'brisk'): pg.ClientConfig {
  const made = { connectionString: url, types, application_name: 'rapporteur', keepAlive: true }
  const limits = { connectionTimeoutMillis: CONNECT_MS, lock_timeout: LOCK_MS }
  if (manner === 'patient') return { ...made, ...limits }
  return {
    ...made,
    ...limits,
    idle_in_transaction_session_timeout: STANDSTILL_MS,
    stream: () => {
      const socket = new Socket()
      return socket.setTimeout(SILENCE_MS, () => {
        socket.destroy(new Error('PostgreSQL did not answer any more.'))
      })
    },
  }
}

/** An address of a database or a bus as it may be shown. */
export function shown(url: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  if (address.password) address.password = '…'
  if (address.searchParams.has('password')) address.searchParams.set('password', '…')
  return decodeURI(address.href)
}

/** Connections to the database of a URL. A restart of PostgreSQL costs what is under way, and not the process. */
export function openPool(url: string, connections = CONNECTIONS): pg.Pool {
  const pool = new pg.Pool({ ...connectionTo(url), max: connections })
  // Without listeners either error would end the process; whoever waits for an answer gets it as a rejection.
  pool.on('error', () => {})
  const names = new PreparedNames()
  pool.on('connect', (client) => {
    client.on('error', () => {})
    preparing(client, names)
  })
  return pool
}

export function kyselyOnPostgres(pool: pg.Pool): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] })
}

/**
 * Throws UnsafeDatabase if a commit of this database could be lost with the power. Whoever turned these off wanted speed,
 * and does not know that “saved” is a promise here.
 */
export async function assertDurable(db: Db): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await sql<Record<string, string>>`show ${sql.raw(name)}`.execute(db)
    const value = Object.values(rows[0] ?? {})[0]
    if (value === 'off')
      throw new UnsafeDatabase(
        `PostgreSQL may lose what it has confirmed, because ${name} is off: turn it on in postgresql.conf, and start again.`,
      )
  }
}

/** Goes by the database's clock from its first answer on (`told`); `stop` ends looking at it. */
export function followClock(db: Db): { told: Promise<void>; stop: () => void } {
  let isTold = false
  const told = look()
  told.catch(() => {})
  let [wall, ticks, lookedAt] = [Date.now(), performance.now(), performance.now()]
  const timer = setInterval(() => {
    // A machine that slept does not count its ticks meanwhile.
    const slept = Date.now() - wall - (performance.now() - ticks) > SLEPT_MS
    ;[wall, ticks] = [Date.now(), performance.now()]
    if (!slept && ticks - lookedAt < CLOCK_MS) return
    lookedAt = ticks
    // Until the database answers again, this process's ticks count.
    look().catch(() => {
      lookedAt = Number.NEGATIVE_INFINITY
    })
  }, 1000).unref()
  return { told, stop: () => clearInterval(timer) }

  function look(): Promise<void> {
    return db.connection().execute(async (connection) => {
      const asked = performance.now()
      const { rows } = await sql<{ at: number }>`
        select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as at`.execute(connection)
      const answered = performance.now()
      // Nobody knows when in between it looked; but without any time there is nothing to go by.
      if (isTold && answered - asked > INEXACT_MS)
        throw new Error('The database took too long to tell the time.')
      goBy({ time: rows[0]!.at, ticks: (asked + answered) / 2 })
      isTold = true
    })
  }
}
