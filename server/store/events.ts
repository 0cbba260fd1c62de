import { now } from '../time'
import { newRowId } from './ids'
import { type Db, present, type Tables } from './rows'
import type { Event, Store } from './store'

export function events(db: Db): Store['events'] {
  return {
    async create(event) {
      const made: Event = { ...event, id: newRowId(), createdAt: now() }
      await db
        .insertInto('event')
        .values({
          ...made,
          languages: JSON.stringify(made.languages),
          template: JSON.stringify(made.template),
        })
        .execute()
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('event').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toEvent(row)
    },
    async update(id, { languages, template, ...fields }) {
      const changed = {
        ...fields,
        languages: languages && JSON.stringify(languages),
        template: template === undefined ? undefined : JSON.stringify(template),
      }
      if (Object.values(changed).every((value) => value === undefined)) return
      await db.updateTable('event').set(changed).where('id', '=', id).execute()
    },
    async ofUser(user) {
      const rows = await db
        .selectFrom('event')
        .selectAll()
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('membership')
            .select('membership.event')
            .where('membership.user', '=', user)
            .where('membership.endedAt', 'is', null),
        )
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toEvent)
    },
  }
}

function toEvent(row: Tables['event']): Event {
  return { ...present(row), languages: JSON.parse(row.languages), template: JSON.parse(row.template) }
}
