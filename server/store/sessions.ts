import type { SessionState } from '@/lib/report/access'
import { now } from '../time'
import { changingAccess } from './access'
import { newRowId } from './ids'
import { FOREVER } from './log-tables'
import { type Db, present, type Tables } from './rows'
import type { Session, Store } from './store'

const REMEMBERED = 1000

export function sessions(db: Db): Store['sessions'] {
  /** A session's template never changes: it is read from its text once, and is the same object each time. */
  const templates = new Map<string, unknown>()

  return {
    async create({ title, ...session }) {
      const made: Session = { id: newRowId(), ...session, createdAt: now() }
      await db
        .insertInto('session')
        .values({ ...made, title, date: null, template: JSON.stringify(made.template) })
        .execute()
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      const { title: _title, date: _date, ...session } = listed(row)
      return session
    },
    async ofEvent(event) {
      const rows = await db
        .selectFrom('session')
        .selectAll()
        .where('event', '=', event)
        .orderBy('id')
        .execute()
      return rows.map(listed)
    },
    async setState(id, from, to) {
      const made = await changingAccess(db, async (trx) => {
        if (!(await move(trx, id, from, to))) return false
        if (to === 'approved') await keepFrozen(trx, id)
        else if (from === 'approved')
          await trx.updateTable('room').set({ frozenUntil: 0 }).where('id', '=', id).execute()
        return true
      }).catch(unlessThawed)
      return made ?? false
    },
    async setTitle(id, title, date) {
      await db
        .updateTable('session')
        .set({ title, date: date ?? null })
        .where('id', '=', id)
        .execute()
    },
  }

  function listed(row: Tables['session']) {
    return { ...present(row), template: templateOf(row) }
  }

  function templateOf({ id, template }: Tables['session']): unknown {
    if (!templates.has(id)) {
      if (templates.size >= REMEMBERED) templates.delete(templates.keys().next().value!)
      templates.set(id, JSON.parse(template))
    }
    return templates.get(id)
  }
}

/** The freeze ended before the approval was done: something may have been written since. */
class Thawed extends Error {}

/** Undefined instead of Thawed. */
export function unlessThawed(error: unknown): undefined {
  if (!(error instanceof Thawed)) throw error
}

/** False if it was not `from`. */
export async function move(trx: Db, id: string, from: SessionState, to: SessionState): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('session')
    .set({ state: to })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Throws Thawed if the room is not frozen, or not at `head` any more (whatever it is, if that is undefined). */
export async function keepFrozen(trx: Db, room: string, head?: number): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('room')
    .set({ frozenUntil: FOREVER })
    .where('id', '=', room)
    .where('frozenUntil', '>', now())
    .$if(head !== undefined, (query) => query.where('head', '=', head!))
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  const there = await trx.selectFrom('room').select('id').where('id', '=', room).executeTakeFirst()
  if (there) throw new Thawed()
}
