import { mkdirSync } from 'node:fs'
import { sql } from 'kysely'
import type { Clock } from '@/lib/collab/clock'
import { access } from './access'
import { approvals } from './approvals'
import { books } from './books'
import { events } from './events'
import { files } from './files'
import { kyselyOn } from './kysely'
import type { LaneWatch } from './lane'
import { links } from './links'
import { lockFolder } from './lock'
import { LogClient } from './log-client'
import { openLog } from './log-engine'
import { logins } from './logins'
import { memberships } from './memberships'
import { migrate } from './migrations'
import type { Db } from './rows'
import { sessions } from './sessions'
import { sizes } from './sizes'
import { openSqlite, settle } from './sqlite'
import { steps } from './steps'
import type { RoomLog, Store } from './store'
import { tokens } from './tokens'
import { users } from './users'
import { wordTemplates } from './word-templates'

/** With a clock of one's own the log runs on this thread: a clock cannot be handed to another. */
type StoreOptions = LaneWatch & { clock?: Clock }

type RunningLog = { log: RoomLog; trouble: () => unknown; close: () => Promise<void> }

/**
 * Opens the embedded store in `dataDir` (made if it is not there; the file is rapporteur.db).
 * Throws FolderInUse if another process has the folder, and otherwise what the file system or the database say.
 */
export async function openStore(dataDir: string, options: StoreOptions = {}): Promise<Store> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = lockFolder(dataDir)
  try {
    const sqlite = openSqlite(dataDir)
    settle(sqlite)
    const db = kyselyOn(sqlite)
    try {
      await migrate(db, 'sqlite')
    } catch (error) {
      sqlite.close()
      throw error
    }
    return storeOn(db, startLog(dataDir, options), lock.release)
  } catch (error) {
    lock.release()
    throw error
  }
}

function startLog(dataDir: string, options: StoreOptions): RunningLog {
  if (!options.clock) {
    const commits = new LogClient(dataDir, options)
    // What takes long has a thread and a connection of its own: no edit waits for it.
    const upkeep = new LogClient(dataDir, {})
    const { compact, history, loadAt } = upkeep.log
    const restart: RoomLog['restart'] = async (entry) => {
      await commits.log.flush()
      return upkeep.log.restart(entry)
    }
    return {
      log: { ...commits.log, compact, history, loadAt, restart },
      trouble: () => commits.trouble,
      async close() {
        await upkeep.close()
        await commits.close()
      },
    }
  }
  const { log, close } = openLog(dataDir, options, options.clock)
  return { log, trouble: () => log.lane.trouble, close }
}

/** The store on a database of either dialect. `release` is called when it is closed. */
function storeOn(db: Db, { log, trouble, close }: RunningLog, release: () => void): Store {
  return {
    users: users(db),
    logins: logins(db),
    events: events(db),
    sessions: sessions(db),
    memberships: memberships(db),
    links: links(db),
    tokens: tokens(db),
    files: files(db),
    approvals: approvals(db),
    books: books(db),
    wordTemplates: wordTemplates(db),
    steps: steps(db),
    log,
    access: access(db),
    sizes: () => sizes(db),
    async ping() {
      const reason = trouble()
      if (reason) throw reason
      await sql`select 1`.execute(db)
    },
    async close() {
      await close()
      await db.destroy()
      release()
    },
  }
}
