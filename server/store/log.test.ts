import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { KEPT_MS } from './history'
import { openStore } from './index'
import { kyselyOn } from './kysely'
import { roomLog } from './log'
import type { LogRows, LogTables } from './log-tables'
import { clockAt } from './log-testing'
import { openSqlite } from './sqlite'
import { sqliteTables } from './sqlite-tables'

/** Notes what is asked of the rows in each transaction. */
function noting(tables: LogTables, transactions: Set<keyof LogRows>[]): LogTables {
  const transaction: LogTables['transaction'] = (work) => {
    const asked = new Set<keyof LogRows>()
    transactions.push(asked)
    return tables.transaction((rows) =>
      work(
        new Proxy(rows, {
          get(target, name: keyof LogRows) {
            asked.add(name)
            return target[name]
          },
        }),
      ),
    )
  }
  return { transaction, write: transaction }
}

test('What compacting and restarting merge is read, and merged, before the transaction that writes it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-log-'))
  await (await openStore(dir)).close()
  const sqlite = openSqlite(dir)
  onTestFinished(async () => {
    sqlite.close()
    await rm(dir, { recursive: true })
  })
  const transactions: Set<keyof LogRows>[] = []
  const clock = clockAt(0)
  const log = roomLog(noting(sqliteTables(kyselyOn(sqlite), sqlite), transactions), { clock })
  const data = Y.encodeStateAsUpdate(new Y.Doc())
  await log.create({ room: 'a', user: 'ana', data })
  for (let minute = 0; minute < 4; minute++) {
    clock.time += 60_000
    await log.append({ room: 'a', user: 'ana', data })
    if (minute === 2) clock.time += 2 * KEPT_MS
    await log.compact('a')
  }
  await log.restart({ room: 'a', user: 'ana', data })
  const compacting = transactions.filter((asked) => asked.has('replaceSnapshot'))
  expect(compacting).toHaveLength(5)
  expect(compacting.some((asked) => asked.has('removeHistory'))).toBe(true)
  for (const asked of compacting)
    for (const long of ['updates', 'historyRows'] as const) expect(asked.has(long)).toBe(false)
})
