import { kyselyOn } from './kysely'
import { type LaneLog, type LogOptions, roomLog } from './log'
import { openSqlite } from './sqlite'
import { sqliteTables } from './sqlite-tables'

/** The log of a data folder whose database is there already, on a connection of its own. */
export function openLog(
  dataDir: string,
  watch: LogOptions['watch'],
  clock?: LogOptions['clock'],
): { log: LaneLog; close: () => Promise<void> } {
  const sqlite = openSqlite(dataDir)
  const db = kyselyOn(sqlite)
  const log = roomLog(sqliteTables(db, sqlite), { watch, clock })
  return {
    log,
    async close() {
      await log.lane.close()
      await db.destroy()
    },
  }
}
