import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Long enough for a process that is just stopping. */
const PATIENCE_MS = 2000

export class FolderInUse extends Error {
  override name = 'FolderInUse'
}

/**
 * Keeps other processes off the data folder until `release` is called or this process ends, however it ends: the
 * operating system takes the lock back. Throws FolderInUse if another process has it.
 */
export function lockFolder(dataDir: string): { release: () => void } {
  const lock = new Sqlite(join(dataDir, 'lock'), { timeout: PATIENCE_MS })
  try {
    lock.pragma('journal_mode = OFF')
    // an exclusive transaction that never writes: a file lock with SQLite's care for every system's oddities
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new FolderInUse(
      `The data folder ${dataDir} is in use by another Rapporteur process: stop that one first, or set DATA_DIR to another folder.`,
    )
  }
  return { release: () => lock.close() }
}
