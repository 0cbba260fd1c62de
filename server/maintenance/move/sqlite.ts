import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { kyselyOn } from '../../store/kysely'
import { FolderInUse, lockFolder } from '../../store/lock'
import { migrate } from '../../store/migrations'
import { openSqlite } from '../../store/sqlite'
import { sync, syncFolders } from '../disk'
import { openFolder, Refused } from '../folder'
import { BATCH, LEFT_OUT, type Row, type Source, sizeOf, type Table, type Target } from './side'

const WAL = 'rapporteur.db-wal'
const SHM = 'rapporteur.db-shm'

/** A data folder to read from; no server may run on it. Throws Refused if one does, or if it is none of ours. */
export function folderSource(dir: string): Source {
  const wasClosed = !existsSync(join(dir, WAL))
  const folder = openFolder(dir)
  try {
    const lock = lockStopped(dir)
    folder.sqlite.exec('begin')
    return {
      ...reading(folder.sqlite, dir),
      // The lock sees to it.
      refuseServers: async () => {},
      db: folder.db,
      async close() {
        folder.close()
        // SQLite makes them to read, and leaves them behind.
        if (wasClosed) for (const name of [WAL, SHM]) await rm(join(dir, name), { force: true })
        lock.release()
      },
    }
  } catch (error) {
    folder.close()
    throw error
  }
}

function lockStopped(dir: string): { release: () => void } {
  try {
    return lockFolder(dir)
  } catch (error) {
    if (error instanceof FolderInUse)
      throw new Refused(`A server runs on ${dir}: stop it first. Nothing was changed.`)
    throw error
  }
}

/**
 * A data folder to be, built up beside `place`; the rest of an earlier attempt is taken away. Throws Refused if something
 * lies there.
 */
export async function folderTarget(place: string): Promise<Target & { dir: string }> {
  await refuseContent(place)
  const dir = `${place}.moving`
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const sqlite = openSqlite(dir)
  const db = kyselyOn(sqlite)
  await migrate(db, 'sqlite')
  sqlite.exec('begin immediate')
  let isCommitted = false
  return {
    ...reading(sqlite, dir),
    db,
    dir,
    // Nobody knows it yet.
    refuseServers: async () => {},
    fit: (row) => row,
    async clear({ name }) {
      sqlite.exec(`delete from "${name}"`)
    },
    async add({ name, columns }, rows) {
      const insert = sqlite.prepare(
        `insert into "${name}" (${columns.map((column) => `"${column}"`).join()}) values (${columns.map(() => '?').join()})`,
      )
      for (const row of rows) insert.run(columns.map((column) => row[column]))
    },
    keepSecret: (secret) => writeFile(join(dir, 'secret'), `${secret}\n`, { mode: 0o600, flush: true }),
    async commit() {
      sqlite.exec('commit')
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
      sqlite.close()
      await syncFolders(dir)
      if (existsSync(place)) await rmdir(place)
      await rename(dir, place)
      await sync(dirname(place))
      isCommitted = true
    },
    async close() {
      if (isCommitted) return
      sqlite.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function refuseContent(place: string): Promise<void> {
  const there = existsSync(place) ? await readdir(place) : []
  if (there.length > 0)
    throw new Refused(`${place} is not empty: name a folder that is not there yet. Nothing was changed.`)
}

function reading(sqlite: Database, dir: string): Pick<Source, 'tables' | 'rows' | 'secret'> {
  return {
    async tables() {
      const names = sqlite
        .prepare<[], { name: string }>(
          `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`,
        )
        .all()
        .map(({ name }) => name)
        .filter((name) => !LEFT_OUT.includes(name))
      return names.map((name) => ({ name, columns: columnsOf(sqlite, name) }))
    },
    async *rows({ name }: Table) {
      let batch: Row[] = []
      let bytes = 0
      for (const row of sqlite.prepare<[], Row>(`select * from "${name}"`).iterate()) {
        batch.push(row)
        bytes += sizeOf(row)
        if (batch.length < BATCH.rows && bytes < BATCH.bytes) continue
        yield batch
        batch = []
        bytes = 0
      }
      if (batch.length > 0) yield batch
    },
    async secret() {
      const path = join(dir, 'secret')
      return existsSync(path) ? (await readFile(path, 'utf8')).trim() || undefined : undefined
    },
  }
}

function columnsOf(sqlite: Database, table: string): string[] {
  return sqlite
    .prepare<[string], { name: string }>('select name from pragma_table_info(?)')
    .all(table)
    .map(({ name }) => name)
}
