import { openPostgresStore } from '@/server/store'
import type { LaneWatch } from '@/server/store/lane'
import type { Store } from '@/server/store/store'
import { seedOf } from '../../sync/load/documents'

/** Made in so many transactions at a time. */
const AT_ONCE = 8

/** The store as a node has it. */
export async function openNode(url: string, watch: LaneWatch = {}): Promise<Store> {
  return openPostgresStore(url, watch)
}

/** Rooms with a report of 12 kB in each; their ids. */
export async function makeRooms(store: Store, count: number, prefix = 'room'): Promise<string[]> {
  const rooms = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(6, '0')}`)
  const data = seedOf('written')
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(
      rooms.slice(from, from + AT_ONCE).map((room) => store.log.create({ room, user: 'bench', data })),
    )
  return rooms
}
