import { now } from '../time'
import { newRowId } from './ids'
import { type Db, flag, present, type Tables } from './rows'
import type { Store, StoredFile } from './store'

export function files(db: Db): Store['files'] {
  const ready = (sha256: string) =>
    db.selectFrom('file').selectAll().where('sha256', '=', sha256).where('pending', '=', 0).orderBy('id')
  return {
    async create(file) {
      const made: StoredFile = { ...file, id: newRowId(), pending: true, createdAt: now() }
      await db
        .insertInto('file')
        .values({ ...made, pending: flag(made.pending) })
        .execute()
      return made
    },
    async ready(id) {
      await db.updateTable('file').set({ pending: 0 }).where('id', '=', id).execute()
    },
    async find({ event, session }, sha256) {
      const row = await ready(sha256)
        .where('event', '=', event)
        .where((eb) =>
          session === undefined
            ? eb('session', 'is', null)
            : eb.or([eb('session', '=', session), eb('session', 'is', null)]),
        )
        .executeTakeFirst()
      return row && toFile(row)
    },
    async isNamed(sha256) {
      const row = await db.selectFrom('file').select('id').where('sha256', '=', sha256).executeTakeFirst()
      return row !== undefined
    },
    async sweep(before) {
      const rows = await db
        .deleteFrom('file')
        .where('pending', '=', 1)
        .where('createdAt', '<', before)
        .returningAll()
        .execute()
      return rows.map(toFile)
    },
    async byId(id) {
      const row = await db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toFile(row)
    },
    async remove(id) {
      await db.deleteFrom('file').where('id', '=', id).execute()
    },
  }
}

function toFile(row: Tables['file']): StoredFile {
  return { ...present(row), pending: row.pending === 1 }
}
