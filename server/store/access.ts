import type { Db } from './rows'
import type { Store } from './store'

/*
 * Who may do what is asked for again on every open socket when it may have changed: a number in the database, moved
 * in the transaction of each change, says so to every process.
 */

const NAME = 'access'

/** Runs what changes who may do what, and moves the version with it. */
export function changingAccess<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const result = await work(trx)
    await accessChanged(trx)
    return result
  })
}

/** Moves the version; within the transaction of the change. */
export async function accessChanged(trx: Db): Promise<void> {
  await trx
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', NAME)
    .execute()
}

export function access(db: Db): Store['access'] {
  const query = db.selectFrom('counter').select('value').where('name', '=', NAME).compile()
  return {
    async version() {
      const { rows } = await db.executeQuery(query)
      return Number(rows[0]!.value)
    },
  }
}
