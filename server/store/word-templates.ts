import { now } from '../time'
import { newRowId } from './ids'
import { type Db, present, type Tables } from './rows'
import type { Store, WordTemplate } from './store'

export function wordTemplates(db: Db): Store['wordTemplates'] {
  return {
    async create(template) {
      const made: WordTemplate = { ...template, id: newRowId(), createdAt: now() }
      await db
        .insertInto('wordTemplate')
        .values({ ...made, placeholders: JSON.stringify(made.placeholders) })
        .execute()
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('wordTemplate').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toWordTemplate(row)
    },
    async ofEvent(event) {
      const rows = await db
        .selectFrom('wordTemplate')
        .selectAll()
        .where('event', '=', event)
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toWordTemplate)
    },
    async remove(id) {
      await db.deleteFrom('wordTemplate').where('id', '=', id).execute()
    },
  }
}

function toWordTemplate(row: Tables['wordTemplate']): WordTemplate {
  return { ...present(row), placeholders: JSON.parse(row.placeholders) }
}
