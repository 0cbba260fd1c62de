import { now } from '../time'
import { changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, present } from './rows'
import type { Store, Token } from './store'

export function tokens(db: Db): Store['tokens'] {
  return {
    async create(token) {
      const made: Token = {
        ...token,
        id: newRowId(),
        createdAt: now(),
        revokedAt: undefined,
        lastUsedAt: undefined,
      }
      // tickets live for a minute and nobody lists them: each new one takes the expired ones away
      if (token.kind === 'ticket')
        await db
          .deleteFrom('token')
          .where('kind', '=', 'ticket')
          .where('expiresAt', '<', made.createdAt)
          .execute()
      // nor does a ticket change who may do what: it says who comes
      if (token.kind === 'ticket') await db.insertInto('token').values(made).execute()
      else await changingAccess(db, (trx) => trx.insertInto('token').values(made).execute())
      return made
    },
    async bySecret(hash) {
      const row = await db.selectFrom('token').selectAll().where('secretHash', '=', hash).executeTakeFirst()
      return row && present(row)
    },
    async ofUser(user) {
      const rows = await db.selectFrom('token').selectAll().where('user', '=', user).orderBy('id').execute()
      return rows.map(present)
    },
    async revoke(id, user) {
      const { numUpdatedRows } = await changingAccess(db, (trx) =>
        trx
          .updateTable('token')
          .set({ revokedAt: now() })
          .where('id', '=', id)
          .where('user', '=', user)
          .where('revokedAt', 'is', null)
          .executeTakeFirst(),
      )
      return numUpdatedRows > 0n
    },
    async touch(id) {
      await db.updateTable('token').set({ lastUsedAt: now() }).where('id', '=', id).execute()
    },
  }
}
