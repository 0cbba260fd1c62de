import { join } from 'node:path'
import { sleep } from '../../sync/load/commands'
import { prepareRooms } from '../../sync/scenarios/rooms'
import { UnderTest } from '../../sync/servers/under-test'
import type { Row, Wall } from './wall'

const SETTLE_MS = 1000
const KB = 1024

/** What a node holds for each room that is open, and for each reader in it. */
export const memory: Wall = {
  name: 'memory',
  about: 'What a node on PostgreSQL holds in addition, by rooms and readers',
  async run({ backing, crew, length, folder }) {
    const shared = { DATABASE_URL: await backing.newDatabase() }
    const server = await UnderTest.start('ours', join(folder, 'memory'), [], shared)
    const rows: Row[] = []
    try {
      const scale = length.kind === 'quick' ? 10 : 1
      await come('first', 'written', 20, 1)
      rows.push(await come('500 rooms with a new report, a reader in each', 'new', 500 / scale, 1))
      rows.push(await come('500 rooms with a report of 12 kB, a reader in each', 'written', 500 / scale, 1))
      rows.push(await come('1000 readers in one room', 'written', 1, 1000 / scale))
    } finally {
      server.kill()
    }
    return rows

    async function come(what: string, kind: 'new' | 'written', rooms: number, readers: number): Promise<Row> {
      const before = await server.memory()
      const people = await prepareRooms({ server, crew, name: what }, rooms, {
        kind,
        writers: 0,
        readers,
        editsASecond: 0,
      })
      await crew.join(
        what,
        people.flatMap((room) => room.readers),
      )
      await crew.release()
      await sleep(SETTLE_MS)
      const after = await server.memory()
      // Throws if anybody was lost meanwhile.
      await crew.tally()
      return {
        what,
        figures: {
          'KB a room': (after.held - before.held) / rooms / KB,
          'KB a reader': (after.held - before.held) / (rooms * readers) / KB,
        },
      }
    }
  },
}
