import type { Database, Statement } from 'better-sqlite3'
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely'
import type { Db, Tables } from './rows'

const REMEMBERED = 200

/** Kysely on a SQLite connection. The same few queries come again and again: each is prepared once. */
export function kyselyOn(sqlite: Database): Db {
  const prepared = new Map<string, Statement>()
  const database = {
    prepare(query: string): Statement {
      const known = prepared.get(query)
      if (known) return known
      if (prepared.size >= REMEMBERED) prepared.delete(prepared.keys().next().value!)
      const statement = sqlite.prepare(query)
      prepared.set(query, statement)
      return statement
    },
    close: () => sqlite.close(),
  }
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }), plugins: [new CamelCasePlugin()] })
}
