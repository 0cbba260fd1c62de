import { kyselyRows } from './kysely-tables'
import type { LogRows, LogTables } from './log-tables'
import type { Db } from './rows'

/** So often a transaction that others came before is tried again. */
const TRIES = 20
/** serialization_failure, deadlock_detected; and what either may look like where two write the same new row. */
const OVERTAKEN = ['40001', '40P01']
const DOUBLE = '23505'
const TRIES_OF_A_DOUBLE = 3

/**
 * The log's tables in PostgreSQL. What reads before it writes runs as if alone, and again if others came before; a
 * commit of edits begins by moving the heads of its rooms, which makes all others who would move them wait.
 */
export function postgresTables(db: Db): LogTables {
  return {
    transaction: (work) => again(() => within(db, 'serializable', work)),
    write: (work) => again(() => within(db, 'read committed', work)),
  }
}

function within<T>(
  db: Db,
  level: 'serializable' | 'read committed',
  work: (rows: LogRows) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel(level)
    .execute((trx) => work(kyselyRows(trx)))
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const { code = '' } = error as { code?: string }
      const most = OVERTAKEN.includes(code) ? TRIES : code === DOUBLE ? TRIES_OF_A_DOUBLE : 1
      if (tries >= most) throw error
    }
  }
}
