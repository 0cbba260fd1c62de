import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely'
import { kyselyTables } from './kysely-tables'
import { roomLog } from './log'
import { logContract } from './log-contract'
import { migrate } from './migrations'
import type { Tables } from './rows'
import { openSqlite } from './sqlite'
import { damageIn } from './sqlite-testing'

// What every dialect has in common, without what SQLite does faster.
logContract('Kysely', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-kysely-'))
  return {
    async open(clock) {
      const dialect = new SqliteDialect({ database: openSqlite(dir) })
      const db = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
      await migrate(db, 'sqlite')
      const { lane, ...log } = roomLog(kyselyTables(db), { clock })
      const close = async () => {
        await lane.close()
        await db.destroy()
      }
      return { log, close }
    },
    damage: damageIn(dir),
    remove: () => rm(dir, { recursive: true }),
  }
})
