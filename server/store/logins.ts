import { now } from '../time'
import { changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, present } from './rows'
import type { Login, Store } from './store'

export function logins(db: Db): Store['logins'] {
  return {
    async create(user, expiresAt) {
      const login: Login = { id: newRowId(), user, createdAt: now(), expiresAt, endedAt: undefined }
      await changingAccess(db, (trx) => trx.insertInto('login').values(login).execute())
      return login
    },
    async byId(id) {
      const row = await db.selectFrom('login').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async end(id) {
      await changingAccess(db, (trx) =>
        trx
          .updateTable('login')
          .set({ endedAt: now() })
          .where('id', '=', id)
          .where('endedAt', 'is', null)
          .execute(),
      )
    },
  }
}
