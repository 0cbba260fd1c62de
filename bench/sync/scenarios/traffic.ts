import { sleep } from '../load/commands'
import { addUp, quantile, total } from '../stats'
import { prepareRooms, type RoomPlan } from './rooms'
import type { Context, Figures, Scenario } from './scenario'

/** People write and read in some rooms at once. */
export function traffic(
  name: string,
  about: string,
  rooms: number,
  plan: RoomPlan,
  suits: Scenario['suits'] = () => true,
): Scenario {
  return { name, about, suits, run: (context) => run(context, rooms, plan) }
}

async function run(context: Context, rooms: number, plan: RoomPlan): Promise<Figures> {
  const { server, crew, length, name } = context
  const people = await prepareRooms(context, rooms, plan)
  await crew.join(
    name,
    people.flatMap(({ writers }) => writers),
  )
  await crew.all({ kind: 'write', group: name })
  // Those who only read come into another group: it is not told to write.
  const readers = `${name} readers`
  await crew.join(
    readers,
    people.flatMap(({ readers }) => readers),
  )
  await crew.release()
  await sleep(length.warmUpMs)
  const { cpu, seen } = await context.watch(async () => {
    await crew.tally()
    const before = await server.cpu()
    await sleep(length.windowMs)
    const after = await server.cpu()
    return { cpu: after - before, seen: await crew.tally() }
  })
  await crew.all({ kind: 'leave', group: name })
  await crew.leave(readers)
  const delivered = addUp([seen.delivered, seen.deliveredToWriters])
  const expected = seen.sent * (plan.writers + plan.readers - 1)
  return {
    cpu: cpu / total(delivered),
    p50: quantile(delivered, 0.5),
    p99: quantile(delivered, 0.99),
    delivered: total(delivered) / expected,
    ...(server.name === 'ours' && {
      confirmP50: quantile(seen.confirmed, 0.5),
      confirmP99: quantile(seen.confirmed, 0.99),
    }),
  }
}
