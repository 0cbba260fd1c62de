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
