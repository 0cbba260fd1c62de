import type { PictureStore } from '../files'
import { RoomUnreadable, type Store } from '../store/store'
import { now } from '../time'
import type { Jobs } from '.'
import { growing } from './kind'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A room is compacted by whoever has it open; what is left over here are those whose server ended before it could. */
const GROWN = { entries: 50, limit: 1000 }
const QUIET_MS = 15 * MINUTE
/** For how long it can be seen what was given up. */
const KEPT_MS = 30 * DAY

type Parts = { store: Pick<Store, 'log' | 'grown' | 'jobs'>; files: Pick<PictureStore, 'sweep'> }

/** What is to be done every hour, by one node: deleting what was never finished, and compacting long logs. */
export async function offerUpkeep(jobs: Jobs, { store, files }: Parts): Promise<void> {
  const compact = jobs.offer<string>('compact', {
    attempts: 3,
    wait: growing(MINUTE, HOUR),
    async run({ payload: room }) {
      await store.log.compact(room).catch((error) => {
        // Said where somebody opens it; nothing gets better by trying.
        if (!(error instanceof RoomUnreadable)) throw error
      })
      return undefined
    },
  })
  const sweep = jobs.offer<null>('sweep', {
    attempts: Number.POSITIVE_INFINITY,
    wait: growing(MINUTE, HOUR),
    async run() {
      await files.sweep()
      await store.jobs.forget(now() - KEPT_MS)
      for (const room of await store.grown({ ...GROWN, before: now() - QUIET_MS }))
        await compact.add(room, room)
      return { again: now() + HOUR }
    },
  })
  await sweep.add('hourly', null, now() + HOUR)
}
