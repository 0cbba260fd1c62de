import { sleep } from '../load/commands'
import { prepareRooms } from './rooms'
import type { Scenario } from './scenario'

const ROOMS = 500
/** Opened before it is measured, so that what is loaded once counts for nobody. */
const BEFORE = 20
const SETTLE_MS = 1000
const KB = 1024
/** After the time that ours keeps a room that nobody is in, and a moment. */
const LEEWAY_MS = 1000
const IDLE_MS = 30_000

export const memory: Scenario = {
  name: 'idle memory',
  about: '500 rooms with a new report, each with one reader; then with nobody; then after the idle time',
  suits: (server) => server !== 'relay',
  quick: 'ours',
  async run(context) {
    const { crew, name, length } = context
    const { idleMs } = length
    const server = await context.restart(idleMs === undefined ? [] : [String(idleMs)])
    const plan = { kind: 'new', writers: 0, readers: 1, editsASecond: 0 } as const
    const here = { ...context, server }
    const first = await prepareRooms({ ...here, name: `${name}-first` }, BEFORE, plan)
    const readers = (rooms: typeof first) => rooms.flatMap((room) => room.readers)
    await crew.join(`${name} first`, readers(first))
    await crew.release()
    await sleep(SETTLE_MS)
    const loaded = await server.rooms()
    const before = await server.memory()
    const rooms = await prepareRooms(here, ROOMS, plan)
    await crew.join(name, readers(rooms))
    await crew.release()
    await sleep(SETTLE_MS)
    const added = (await server.rooms()) - loaded
    const used = await server.memory()
    await crew.leave(name)
    const kept = (await server.rooms()) - loaded
    const idle = await server.memory()
    if (server.name === 'ours') await sleep((idleMs ?? IDLE_MS) + LEEWAY_MS)
    const left = (await server.rooms()) - loaded
    // Throws if anybody was lost meanwhile: their rooms would count as let go.
    await crew.tally()
    await crew.leave(`${name} first`)
    const eachOf = (bytes: number, count: number) => (count > 0 ? bytes / count / KB : Number.NaN)
    return {
      heldKb: eachOf(used.held - before.held, added),
      idleKb: eachOf(idle.held - before.held, kept),
      roomsLeft: left,
    }
  },
}
