import { now } from '../time'
import { accessChanged, changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, flag, present, type Tables } from './rows'
import type { Store, User } from './store'

export function users(db: Db): Store['users'] {
  return {
    create: (user) => changingAccess(db, (trx) => insert(trx, user)),
    byId: async (id) =>
      found(await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst()),
    byEmail: async (email) =>
      found(
        await db.selectFrom('user').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst(),
      ),
    async update(id, { mayCreateEvents, ...fields }) {
      const changed = {
        ...fields,
        mayCreateEvents: mayCreateEvents === undefined ? undefined : flag(mayCreateEvents),
      }
      if (Object.values(changed).every((value) => value === undefined)) return
      await changingAccess(db, (trx) => trx.updateTable('user').set(changed).where('id', '=', id).execute())
    },
    count: () => count(db),
    createFirst: (user) =>
      db.transaction().execute(async (trx) => {
        // First of all, so that nobody can write between what is read here and what is written; and between two nodes
        // that both see an empty table it decides.
        const claim = await trx
          .insertInto('claim')
          .values({ name: 'first-user', at: now() })
          .onConflict((conflict) => conflict.doNothing())
          .returning('name')
          .executeTakeFirst()
        if (!claim || (await count(trx)) > 0) return undefined
        await accessChanged(trx)
        return insert(trx, user)
      }),
  }
}

async function insert(db: Db, user: Omit<User, 'id' | 'createdAt'>): Promise<User> {
  const made: User = { ...user, email: user.email.toLowerCase(), id: newRowId(), createdAt: now() }
  await db
    .insertInto('user')
    .values({ ...made, mayCreateEvents: flag(made.mayCreateEvents) })
    .execute()
  return made
}

async function count(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('user')
    .select((eb) => eb.fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

function found(row: Tables['user'] | undefined): User | undefined {
  return row && { ...present(row), mayCreateEvents: row.mayCreateEvents === 1 }
}
