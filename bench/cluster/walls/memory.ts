import { join } from 'node:path'
import { sleep } from '../../sync/load/commands'
import { prepareRooms } from '../../sync/scenarios/rooms'
import { UnderTest } from '../../sync/servers/under-test'
import type { Row, Wall } from './wall'

const SETTLE_MS = 1000
const CALM_MS = 30_000
/** It is looked every two seconds whether who may do what has changed. */
const NOTICED_MS = 2200
const KB = 1024

/** What a node holds, and does, for each room that is open and each reader in it while nobody writes. */
export const memory: Wall = {
  name: 'memory',
  about: 'What a node on PostgreSQL holds and does in addition, while nobody writes',
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
      rows.push(await somebodyIsInvited(1000 / scale + 1000 / scale + 20))
    } finally {
      server.kill()
    }
    return rows

    /** Then everybody who is connected is asked about. */
    async function somebodyIsInvited(connected: number): Promise<Row> {
      const used = async () => ({ own: await server.cpu(), postgres: (await backing.used()).postgres })
      const before = await used()
      await prepareRooms({ server, crew, name: 'invited' }, 1, {
        kind: 'new',
        writers: 1,
        readers: 0,
        editsASecond: 0,
      })
      await sleep(NOTICED_MS)
      await server.calmsDown(CALM_MS)
      const after = await used()
      return {
        what: `Somebody is invited anywhere: ${connected} connections are asked about`,
        figures: {
          'CPU µs each': (after.own - before.own) / connected,
          'CPU µs of PostgreSQL': (after.postgres - before.postgres) / connected,
        },
      }
    }

    /** Nobody writes: microseconds a second. */
    async function idleCpu(): Promise<number> {
      const before = await server.cpu()
      await sleep(length.windowMs)
      return (((await server.cpu()) - before) / length.windowMs) * 1000
    }

    async function come(what: string, kind: 'new' | 'written', rooms: number, readers: number): Promise<Row> {
      const before = { ...(await server.memory()), cpu: await idleCpu() }
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
      await server.calmsDown(CALM_MS)
      const after = await server.memory()
      const cpu = (await idleCpu()) - before.cpu
      // Throws if anybody was lost meanwhile.
      await crew.tally()
      return {
        what,
        figures: {
          'KB a room': (after.held - before.held) / rooms / KB,
          'KB a reader': (after.held - before.held) / (rooms * readers) / KB,
          'CPU µs a second and reader': cpu / (rooms * readers),
        },
      }
    }
  },
}
