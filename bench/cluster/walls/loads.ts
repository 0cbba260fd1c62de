import { documentOf } from '@/server/store/replay'
import type { Store } from '@/server/store/store'
import { LONG, longSession } from '../../sync/load/documents'
import { makeRooms, openNode } from './instance'
import { costOf, type Row, type Wall } from './wall'

const LOADS = 200
const LONG_LOADS = 5
/** As a node opens them when many come at once. */
const AT_ONCE = 10

/** What it costs to open a room, by what it holds. */
export const loads: Wall = {
  name: 'loads',
  about: 'A room is read from the log and made a document again; ten at once',
  async run({ backing, length }) {
    const store = await openNode(await backing.newDatabase())
    const rows: Row[] = []
    const rooms = await makeRooms(store, LOADS)
    const load = (room: string) => read(store, room)
    for (const room of rooms.slice(0, AT_ONCE)) await load(room)
    rows.push({ what: 'a report of 12 kB', figures: await costOf(backing, LOADS, () => each(rooms, load)) })
    if (length.kind === 'quick') return done()

    await store.log.create({ room: 'long', user: 'bench', data: Uint8Array.of(0, 0) })
    for (const [writer, updates] of longSession().entries())
      await Promise.all(
        updates.map((data) => store.log.append({ room: 'long', user: `writer ${writer}`, data })),
      )
    const often = Array<string>(LONG_LOADS).fill('long')
    const what = `${LONG.edits} edits in ${longSession().flat().length} entries`
    rows.push({
      what: `${what}, never compacted`,
      figures: await costOf(backing, LONG_LOADS, () => each(often, load)),
    })
    rows.push({
      what: `${what}: to compact them`,
      figures: await costOf(backing, 1, () => store.log.compact('long')),
    })
    rows.push({
      what: `${what}, compacted`,
      figures: await costOf(backing, LONG_LOADS, () => each(often, load)),
    })
    return done()

    async function done() {
      await store.close()
      return rows
    }
  },
}

async function read(store: Store, room: string): Promise<void> {
  const { snapshot, updates } = await store.log.load(room)
  documentOf(room, snapshot ? [snapshot, ...updates] : updates).destroy()
}

async function each<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE)
    await Promise.all(all.slice(from, from + AT_ONCE).map(work))
}
