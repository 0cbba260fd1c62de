import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from './rows'
import type { LogSizes } from './store'

/** See Store.sizes. Summing up whole tables would hold up every edit for as long as it takes. */
export async function sizes(db: Db): Promise<LogSizes> {
  const sum: LogSizes = { log: 0, snapshots: 0, history: 0 }
  for (const { id } of await db.selectFrom('room').select('id').execute()) {
    sum.log += await bytes('roomUpdate', id)
    sum.snapshots += await bytes('roomSnapshot', id)
    sum.history += await bytes('roomHistory', id)
    await turn()
  }
  return sum

  async function bytes(table: 'roomUpdate' | 'roomSnapshot' | 'roomHistory', room: string): Promise<number> {
    const total = sql<number | string | null>`sum(length(data))`.as('total')
    const row = await db.selectFrom(table).select(total).where('room', '=', room).executeTakeFirst()
    return Number(row?.total ?? 0)
  }
}
