import { now } from '../time'
import { newRowId } from './ids'
import { type Db, present } from './rows'
import type { Store } from './store'

export function steps(db: Db): Store['steps'] {
  const inOrder = () => db.selectFrom('step').selectAll().orderBy('id')
  return {
    async add(step) {
      await db
        .insertInto('step')
        .values({ ...step, id: newRowId(), at: now() })
        .execute()
    },
    async ofSession(session) {
      return (await inOrder().where('session', '=', session).execute()).map(present)
    },
    async ofEvent(event) {
      return (await inOrder().where('event', '=', event).execute()).map(present)
    },
  }
}
