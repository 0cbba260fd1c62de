import { now } from '../time'
import { changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, present } from './rows'
import type { Link, Store } from './store'

export function links(db: Db): Store['links'] {
  return {
    async create(link) {
      const made: Link = {
        ...link,
        id: newRowId(),
        createdAt: now(),
        revokedAt: undefined,
        usedAt: undefined,
      }
      await changingAccess(db, (trx) => trx.insertInto('link').values(made).execute())
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('link').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async bySecret(hash) {
      const row = await db.selectFrom('link').selectAll().where('secretHash', '=', hash).executeTakeFirst()
      return row && present(row)
    },
    async ofSession(session) {
      const rows = await db
        .selectFrom('link')
        .selectAll()
        .where('session', '=', session)
        .orderBy('id')
        .execute()
      return rows.map(present)
    },
    async ofEvent(event) {
      const rows = await db.selectFrom('link').selectAll().where('event', '=', event).orderBy('id').execute()
      return rows.map(present)
    },
    async revoke(id) {
      await changingAccess(db, (trx) =>
        trx
          .updateTable('link')
          .set({ revokedAt: now() })
          .where('id', '=', id)
          .where('revokedAt', 'is', null)
          .execute(),
      )
    },
    async use(id) {
      const at = now()
      const { numUpdatedRows } = await changingAccess(db, (trx) =>
        trx
          .updateTable('link')
          .set({ usedAt: at })
          .where('id', '=', id)
          .where('usedAt', 'is', null)
          .where('revokedAt', 'is', null)
          .where('expiresAt', '>', at)
          .executeTakeFirst(),
      )
      return numUpdatedRows > 0n
    },
    async revokeKind(kind) {
      await changingAccess(db, (trx) =>
        trx
          .updateTable('link')
          .set({ revokedAt: now() })
          .where('kind', '=', kind)
          .where('revokedAt', 'is', null)
          .execute(),
      )
    },
  }
}
