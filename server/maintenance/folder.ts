import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { kyselyOn } from '../store/kysely'
import { MIGRATION_NAMES } from '../store/migrations'
import type { Db } from '../store/rows'

/** Why a command cannot do what it is asked, in a sentence for whoever asked. */
export class Refused extends Error {
  override name = 'Refused'
}

export type Folder = { dir: string; sqlite: Database; db: Db; close(): void }

/** Whether a folder holds the data of a Rapporteur, readable or not. */
export function isDataFolder(dir: string): boolean {
  return existsSync(join(dir, 'rapporteur.db'))
}

/**
 * Opens a data folder to read it, also beside a running server, or a backup. Throws Refused, in a sentence, if it is
 * missing, not ours, of another version, or no database.
 */
export function openFolder(dir: string): Folder {
  if (!existsSync(dir)) throw new Refused(`There is no folder ${dir}.`)
  if (!isDataFolder(dir))
    throw new Refused(`${dir} is no data folder of Rapporteur: there is no rapporteur.db in it.`)
  const sqlite = new Sqlite(join(dir, 'rapporteur.db'), { readonly: true })
  try {
    checkVersion(dir, namesOf(dir, sqlite))
  } catch (error) {
    sqlite.close()
    throw error
  }
  return { dir, sqlite, db: kyselyOn(sqlite), close: () => sqlite.close() }
}

function namesOf(dir: string, sqlite: Database): string[] {
  try {
    return sqlite
      .prepare<[], { name: string }>('select name from migration')
      .all()
      .map(({ name }) => name)
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string }
    if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
      throw new Refused(`The database in ${dir} is damaged: ${message}. Bring back a backup.`)
    if (message.includes('no such table'))
      throw new Refused(`The rapporteur.db in ${dir} was not written by Rapporteur.`)
    throw new Refused(`The database in ${dir} cannot be read: ${message}.`)
  }
}

/** Throws Refused unless exactly the steps of this version were made. */
export function checkVersion(dir: string, names: string[]): void {
  const newer = names.filter((name) => !MIGRATION_NAMES.includes(name))
  if (newer.length > 0)
    throw new Refused(
      `The data in ${dir} was written by a newer version of Rapporteur (${newer.join(', ')}): use that one.`,
    )
  if (names.length < MIGRATION_NAMES.length)
    throw new Refused(
      `The data in ${dir} was written by an older version of Rapporteur: start this one on it once, which brings it up to date.`,
    )
}
