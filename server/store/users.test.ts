import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from './index'
import { kyselyOn } from './kysely'
import { openSqlite } from './sqlite'
import { users } from './users'

test('The first account is made, whatever another connection writes meanwhile', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-users-'))
  await (await openStore(dir)).close()
  const [own, other] = [openSqlite(dir), openSqlite(dir)]
  onTestFinished(async () => {
    own.close()
    other.close()
    await rm(dir, { recursive: true })
  })
  other.pragma('busy_timeout = 0')
  /** After each query, the log's connection commits something, unless it has to wait. */
  const overtaking: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      try {
        other.exec('update counter set value = value + 1')
      } catch (error) {
        expect(error).toMatchObject({ code: 'SQLITE_BUSY' })
      }
      return result
    },
  }
  const store = users(kyselyOn(own).withPlugin(overtaking))
  const user = { email: 'ana@example.org', name: 'Ana', passwordHash: undefined, mayCreateEvents: true }
  expect(await store.createFirst(user)).toMatchObject({ name: 'Ana' })
  expect(await store.createFirst({ ...user, email: 'ben@example.org' })).toBeUndefined()
  expect(await store.count()).toBe(1)
})
