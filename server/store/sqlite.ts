import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/**
 * Opens the database file of a data folder so that a committed row survives a power cut: WAL with a sync at every
 * commit. SQLite forgets the latter when a file is closed, so it is set at each open, and asserted.
 */
export function openSqlite(dataDir: string): Sqlite.Database {
  const sqlite = new Sqlite(join(dataDir, 'rapporteur.db'))
  try {
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    const journal = sqlite.pragma('journal_mode', { simple: true })
    const synchronous = sqlite.pragma('synchronous', { simple: true })
    if (journal !== 'wal' || synchronous !== 2)
      throw new Error(
        `The file system of ${dataDir} does not allow a safe database (journal ${journal}, synchronous ${synchronous}): use a local disk.`,
      )
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/**
 * Brings onto the disk what an earlier process wrote and had no time to sync when it was killed. We read it as if it
 * had been, and confirm it to whom it is news; so without this a power cut could take what was confirmed. To be called
 * before anything is read, and while no other connection is open.
 */
export function settle(sqlite: Sqlite.Database): void {
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
}
