import { sleep } from '../load/commands'
import { quantile, spreadOf } from '../stats'
import { prepareLong } from './long-session'
import type { Scenario } from './scenario'

const CLIENTS = 200
const WITHIN_MS = 1000
/** What belongs to it is watched for this long at least. */
const WATCH_MS = 2000

export const storm: Scenario = {
  name: 'reconnect storm',
  about: '200 reload within a second in a room that holds 40,000 edits, while 5 write 6 edits a second',
  suits: (server) => server !== 'relay',
  async run(context) {
    const { server, crew, length, name } = context
    const [room] = await prepareLong(context, 1, { writers: 5, readers: CLIENTS }, 6)
    const writers = `${name} writers`
    await crew.join(writers, room!.writers)
    await crew.join(name, room!.readers)
    await crew.release()
    await crew.all({ kind: 'write', group: writers })
    await sleep(length.warmUpMs)
    const measured = await context.watch(async () => {
      await crew.tally()
      const before = await server.cpu()
      const [times] = await Promise.all([
        crew.all<number[]>({ kind: 'reload', group: name, withinMs: WITHIN_MS }),
        sleep(WATCH_MS),
      ])
      const cpu = (await server.cpu()) - before
      return { times: times.flat(), cpu, seen: await crew.tally() }
    })
    await crew.all({ kind: 'leave', group: name })
    await crew.leave(writers)
    const { times, cpu, seen } = measured
    const sorted = times.toSorted((a, b) => a - b)
    return {
      syncP50: spreadOf(times).median,
      syncP99: sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN,
      cpu: cpu / CLIENTS,
      writersP99: quantile(seen.deliveredToWriters, 0.99),
      ...(server.name === 'ours' && { confirmP99: quantile(seen.confirmed, 0.99) }),
    }
  },
}
