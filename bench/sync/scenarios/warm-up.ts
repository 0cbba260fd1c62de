import { sleep } from '../load/commands'
import { prepareRooms } from './rooms'
import type { Context } from './scenario'

const PLAN = { kind: 'written', writers: 10, readers: 10, editsASecond: 50 } as const

/**
 * Makes a fresh server busy for a while. V8 compiles what runs often: at thirty edits a second that takes half a
 * minute, and a server that runs for days is not to be judged by its first one.
 */
export async function warmUp(context: Pick<Context, 'server' | 'crew' | 'name'>, ms: number): Promise<void> {
  const { crew, name } = context
  const [room] = await prepareRooms(context, 1, PLAN)
  const readers = `${name} readers`
  await crew.join(name, room!.writers)
  await crew.join(readers, room!.readers)
  await crew.release()
  await crew.all({ kind: 'write', group: name })
  await sleep(ms)
  await crew.all({ kind: 'leave', group: readers })
  await crew.leave(name)
  await crew.tally()
}
