import { mkdirSync } from 'node:fs'
import { sql } from 'kysely'
import type { Clock } from '@/lib/collab/clock'
import { storeClock } from '../time'
import { access } from './access'
import { approvals } from './approvals'
import { books } from './books'
import { events } from './events'
import { files } from './files'
import { grown } from './grown'
import { jobs } from './jobs'
import { kyselyOn } from './kysely'
import type { LaneWatch } from './lane'
import { links } from './links'
import { lockFolder } from './lock'
import type { LaneLog } from './log'
import { LogClient } from './log-client'
import { openLog } from './log-engine'
import { FOREVER } from './log-tables'
import { logins } from './logins'
import { memberships } from './memberships'
import { migrate } from './migrations'
import { assertDurable, followClock, kyselyOnPostgres, openPool } from './postgres'
import type { Db } from './rows'
import { sessions } from './sessions'
import { setting } from './setting'
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
      // Who froze a room for a while was a process before this one.
      await db.updateTable('room').set({ frozenUntil: 0 }).where('frozenUntil', '<', FOREVER).execute()
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

/**
 * Opens the store in a PostgreSQL database, which several nodes may do. Throws UnsafeDatabase, and what the database
 * says.
 */
export async function openPostgresStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const db = kyselyOnPostgres(openPool(url))
  const clock = followClock(db)
  try {
    await clock.told
    await assertDurable(db)
    await migrate(db, 'postgres')
  } catch (error) {
    clock.stop()
    await db.destroy()
    throw error
  }
  return storeOn(db, startPostgresLog(url, options), clock.stop)
}

/** Its connections wait for the disk by themselves; only what keeps a processor busy has a thread of its own. */
function startPostgresLog(url: string, { clock = storeClock, ...watch }: StoreOptions): RunningLog {
  const place = { kind: 'postgres', url } as const
  const commits = openLog(place, watch, clock)
  if (clock !== storeClock) return running(commits)
  const upkeep = new LogClient(place, {}, 'when asked')
  return {
    log: withUpkeep(commits, upkeep),
    trouble: commits.trouble,
    async close() {
      await upkeep.close()
      await commits.close()
    },
  }
}

function startLog(dataDir: string, options: StoreOptions): RunningLog {
  const place = { kind: 'sqlite', dataDir } as const
  if (!options.clock) {
    const commits = new LogClient(place, options)
    const upkeep = new LogClient(place, {}, 'when asked')
    return {
      log: withUpkeep(commits.log, upkeep),
      trouble: () => commits.trouble,
      async close() {
        await upkeep.close()
        await commits.close()
      },
    }
  }
  return running(openLog(place, options, options.clock))
}

function running(log: LaneLog): RunningLog {
  return { log, trouble: log.trouble, close: log.close }
}

/** What takes long has a thread and connections of its own: no edit waits for it. */
function withUpkeep(commits: RoomLog, { log: upkeep }: LogClient): RoomLog {
  const { compact, history, loadAt } = upkeep
  return {
    ...commits,
    compact,
    history,
    loadAt,
    async restart(entry) {
      await commits.flush()
      return upkeep.restart(entry)
    },
  }
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
    jobs: jobs(db),
    wordTemplates: wordTemplates(db),
    steps: steps(db),
    log,
    access: access(db),
    sizes: () => sizes(db),
    setting: (name, make) => setting(db, name, make),
    grown: grown(db),
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
