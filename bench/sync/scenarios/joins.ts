import { sleep } from '../load/commands'
import { keepsDocuments } from '../servers/under-test'
import { spreadOf } from '../stats'
import { prepareLong } from './long-session'
import { prepareRooms } from './rooms'
import type { Scenario } from './scenario'

const WARM_JOINS = 20
/** Long enough for what was written last to be stored by those who store later. */
const STORED_MS = 500

export const warmJoin: Scenario = {
  name: 'warm join',
  about: 'One comes into a loaded room that holds 40,000 edits',
  suits: (server) => server !== 'relay',
  quick: 'not',
  async run(context) {
    const { server, crew, name } = context
    const [room] = await prepareLong(context, 1, { writers: 0, readers: WARM_JOINS + 1 }, 0)
    const [first, ...later] = room!.readers
    await crew.join(name, [first!])
    await crew.release()
    const times: number[] = []
    const cpu = await context.watch(async () => {
      const before = await server.cpu()
      for (const reader of later) times.push(...(await crew.join(name, [reader])))
      return (await server.cpu()) - before
    })
    await crew.leave(name)
    return { syncP50: spreadOf(times).median, cpu: cpu / later.length }
  },
}

export const coldJoin: Scenario = {
  name: 'cold join',
  about: 'The first to come, after the server was started anew, into a room that holds 40,000 edits',
  suits: keepsDocuments,
  async run(context) {
    const { crew, name, length } = context
    const rooms = await prepareLong(context, length.coldRooms, { writers: 0, readers: 1 }, 0)
    const [small] = await prepareRooms({ ...context, name: `${name}-small` }, 1, {
      kind: 'new',
      writers: 0,
      readers: 1,
      editsASecond: 0,
    })
    await crew.release()
    await sleep(STORED_MS)
    const before = portOf(rooms[0]!.readers[0]!.url)
    const server = await context.restart()
    const port = server.port
    const here = (url: string) => url.replace(`:${before}/`, `:${port}/`)
    // The first join after a start would measure how code is loaded.
    await crew.join(name, [{ ...small!.readers[0]!, url: here(small!.readers[0]!.url) }])
    const times: number[] = []
    const cpu = await context.watch(async () => {
      const start = await server.cpu()
      for (const { readers } of rooms)
        times.push(...(await crew.join(name, [{ ...readers[0]!, url: here(readers[0]!.url) }])))
      return (await server.cpu()) - start
    })
    await crew.leave(name)
    return { syncP50: spreadOf(times).median, cpu: cpu / rooms.length }
  },
}

function portOf(url: string): string {
  return new URL(url).port
}
