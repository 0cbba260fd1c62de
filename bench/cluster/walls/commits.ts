import type { Store } from '@/server/store/store'
import { makeRooms, openNode } from './instance'
import type { Row, Wall } from './wall'

const ROOMS = 64
/** What a keystroke or two come to. */
const data = new Uint8Array(60).fill(7)

/** How fast one disk takes what several nodes commit, when each room always has so much waiting. */
export const commits: Wall = {
  name: 'commits',
  about: `In each of ${ROOMS} rooms so many edits always wait for their commit; the nodes are stores in one process`,
  async run({ backing, length }) {
    const url = await backing.newDatabase()
    const committed = { commits: 0, entries: 0 }
    const open = () =>
      openNode(url, {
        committed(entries) {
          committed.commits++
          committed.entries += entries
        },
      })
    const stores = [await open(), await open()]
    const rooms = await makeRooms(stores[0]!, ROOMS)
    const rows: Row[] = []
    for (const nodes of [1, 2])
      for (const waiting of [1, 16]) rows.push(await press(stores.slice(0, nodes), waiting))
    for (const store of stores) await store.close()
    return rows

    async function press(nodes: Store[], waiting: number): Promise<Row> {
      const before = { ...committed, at: performance.now(), flushes: await backing.flushes() }
      const end = before.at + length.windowMs
      const times: number[] = []
      await Promise.all(
        rooms.flatMap((room, index) =>
          Array.from({ length: waiting }, async () => {
            const { log } = nodes[index % nodes.length]!
            for (let now = performance.now(); now < end; now = performance.now()) {
              await log.append({ room, user: 'bench', data })
              times.push(performance.now() - now)
            }
          }),
        ),
      )
      const seconds = (performance.now() - before.at) / 1000
      const [commits, entries] = [committed.commits - before.commits, committed.entries - before.entries]
      times.sort((one, other) => one - other)
      return {
        what: `${nodes.length === 1 ? 'one node' : 'two nodes'}, ${waiting} waiting in each room`,
        figures: {
          'edits a second': entries / seconds,
          'commits a second': commits / seconds,
          'flushes a second': ((await backing.flushes()) - before.flushes) / seconds,
          'edits a commit': entries / commits,
          'p50 ms': times[Math.floor(times.length / 2)]!,
          'p99 ms': times[Math.floor(times.length * 0.99)]!,
        },
      }
    }
  },
}
