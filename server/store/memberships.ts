import { now } from '../time'
import { changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, present } from './rows'
import type { Membership, Store } from './store'

export function memberships(db: Db): Store['memberships'] {
  const current = () => db.selectFrom('membership').selectAll().where('endedAt', 'is', null).orderBy('id')
  return {
    async create(membership) {
      const made: Membership = {
        ...membership,
        id: newRowId(),
        createdAt: now(),
        endedAt: undefined,
      }
      await changingAccess(db, (trx) => trx.insertInto('membership').values(made).execute())
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('membership').selectAll().where('id', '=', id).executeTakeFirst()
      return row && present(row)
    },
    async byGuestSecret(hash) {
      const row = await db
        .selectFrom('membership')
        .selectAll()
        .where('guestSecretHash', '=', hash)
        .executeTakeFirst()
      return row && present(row)
    },
    async ofUser(user) {
      return (await current().where('user', '=', user).execute()).map(present)
    },
    async ofSession(session) {
      const rows = await current()
        .where('event', '=', (eb) =>
          eb.selectFrom('session').select('session.event').where('session.id', '=', session),
        )
        .where((eb) => eb.or([eb('session', '=', session), eb('session', 'is', null)]))
        .execute()
      return rows.map(present)
    },
    async ofEvent(event) {
      return (await current().where('event', '=', event).execute()).map(present)
    },
    async rename(id, guestName) {
      await changingAccess(db, (trx) =>
        trx.updateTable('membership').set({ guestName }).where('id', '=', id).execute(),
      )
    },
    async end(id) {
      await changingAccess(db, (trx) =>
        trx
          .updateTable('membership')
          .set({ endedAt: now() })
          .where('id', '=', id)
          .where('endedAt', 'is', null)
          .execute(),
      )
    },
    async endByLink(link) {
      const rows = await changingAccess(db, (trx) =>
        trx
          .updateTable('membership')
          .set({ endedAt: now() })
          .where('link', '=', link)
          .where('endedAt', 'is', null)
          .returningAll()
          .execute(),
      )
      return rows.map(present)
    },
  }
}
