import type { Db } from './rows'
import type { Store } from './store'

/** See Store.grown. */
export function grown(db: Db): Store['grown'] {
  return async ({ entries, before, limit }) => {
    const rows = await db
      .selectFrom('room')
      .select('room.id')
      .where('room.at', '<', before)
      .where((eb) =>
        eb(
          eb(
            'room.head',
            '-',
            eb.fn.coalesce(
              eb
                .selectFrom('roomSnapshot')
                .whereRef('roomSnapshot.room', '=', 'room.id')
                .select((sub) => sub.fn.max('roomSnapshot.seq').as('seq')),
              eb('room.base', '-', 1),
            ),
          ),
          '>',
          entries,
        ),
      )
      .orderBy('room.id')
      .limit(limit)
      .execute()
    return rows.map(({ id }) => id)
  }
}
