import type { Clock } from '@/lib/collab/clock'
import { kyselyOn } from './kysely'
import type { LaneWatch } from './lane'
import { type LaneLog, roomLog } from './log'
import { followClock, kyselyOnPostgres, openPool } from './postgres'
import { postgresTables } from './postgres-tables'
import { openSqlite } from './sqlite'
import { sqliteTables } from './sqlite-tables'

/** Where a log is: can be told to a thread. */
export type LogPlace = { kind: 'sqlite'; dataDir: string } | { kind: 'postgres'; url: string }

/** Transactions that a node writes at once, by hash of the room: more gain nothing, and wait for the same disk. */
const LANES = 4
/** Those, and what reads. */
const CONNECTIONS = 8

/** The log of a database that is there already, on connections of its own. */
export function openLog(place: LogPlace, watch: LaneWatch | undefined, clock?: Clock): LaneLog {
  const { log, close } = place.kind === 'sqlite' ? onSqlite(place.dataDir) : onPostgres(place.url)
  return {
    ...log,
    async close() {
      await log.close()
      await close()
    },
  }

  function onSqlite(dataDir: string) {
    const sqlite = openSqlite(dataDir)
    const db = kyselyOn(sqlite)
    return { log: roomLog(sqliteTables(db, sqlite), { watch, clock }), close: () => db.destroy() }
  }

  function onPostgres(url: string) {
    const db = kyselyOnPostgres(openPool(url, CONNECTIONS))
    // A thread has a time of its own. If the database does not answer yet, its next look tells.
    const following = followClock(db)
    return {
      log: roomLog(postgresTables(db), { watch, clock, lanes: LANES }),
      async close() {
        following.stop()
        await db.destroy()
      },
    }
  }
}
