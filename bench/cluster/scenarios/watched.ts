import { sleep } from '../../sync/load/commands'
import type { Tally } from '../../sync/load/person'
import type { RoomPlan } from '../../sync/scenarios/rooms'
import { addUp, quantile, total } from '../../sync/stats'
import { isOurs, type Used } from '../servers/deployment'
import { gather, type Turns } from './crowd'
import type { Context, Figures } from './scenario'

/** What was used and seen within a window of `seconds`. */
export type Window = {
  seconds: number
  seen: Tally
  used: Used
  /** Of the clients, in microseconds. */
  clients: number
  committed: { commits: number; entries: number; flushes: number } | undefined
  /** How many hear of each edit. */
  others: number
}

/** People write (and read) in some rooms at once, and are watched for a while. */
export async function watched(
  context: Context,
  rooms: number,
  plan: RoomPlan,
  turns: Turns,
): Promise<Figures> {
  const { deployment, crew, length, name } = context
  const people = await gather(context, rooms, plan, turns)
  const writers = people.flatMap(({ writers }) => writers)
  await crew.join(name, writers)
  const readers = people.flatMap(({ readers }) => readers)
  await crew.join(`${name} readers`, readers)
  await crew.release()
  await crew.all({ kind: 'write', group: name })
  await sleep(length.warmUpMs)
  const before = await look()
  await crew.tally()
  await sleep(length.windowMs)
  const seen = await crew.tally()
  const after = await look()
  await crew.all({ kind: 'leave', group: `${name} readers` })
  await crew.leave(name)
  return figuresOf({
    seconds: (after.at - before.at) / 1000,
    seen,
    used: lessOf(after.used, before.used),
    clients: after.clients - before.clients,
    committed: after.committed &&
      before.committed && {
        commits: after.committed.commits - before.committed.commits,
        entries: after.committed.entries - before.committed.entries,
        flushes: after.committed.flushes - before.committed.flushes,
      },
    others: plan.writers + plan.readers - 1,
  })

  async function look() {
    const [used, clients, committed] = await Promise.all([
      deployment.used(),
      crew.cpu(),
      isOurs(deployment.name)
        ? Promise.all([deployment.commits(), deployment.flushes()]).then(([log, flushes]) => ({
            ...log,
            flushes,
          }))
        : undefined,
    ])
    return { at: performance.now(), used, clients, committed }
  }
}

function lessOf(after: Used, before: Used): Used {
  return {
    nodes: after.nodes.map((used, index) => used - before.nodes[index]!),
    postgres: after.postgres - before.postgres,
    redis: after.redis - before.redis,
  }
}

/** What a window says. */
export function figuresOf({ seconds, seen, used, clients, committed, others }: Window): Figures {
  const same = addUp([seen.delivered, seen.deliveredToWriters])
  const delivered = total(same) + total(seen.deliveredAcross)
  const nodes = used.nodes.reduce((sum, one) => sum + one, 0)
  const cores = [nodes, used.postgres, used.redis, clients].filter((one) => !Number.isNaN(one))
  return {
    sameP50: quantile(same, 0.5),
    sameP99: quantile(same, 0.99),
    acrossP50: quantile(seen.deliveredAcross, 0.5),
    acrossP99: quantile(seen.deliveredAcross, 0.99),
    delivered: delivered / (seen.sent * others),
    perSecond: delivered / seconds,
    confirmP50: quantile(seen.confirmed, 0.5),
    confirmP99: quantile(seen.confirmed, 0.99),
    ...(committed && {
      editsACommit: committed.entries / committed.commits,
      editsAFlush: committed.entries / committed.flushes,
    }),
    nodesCpu: nodes / delivered,
    busiest: Math.max(...used.nodes) / delivered,
    postgresCpu: used.postgres / delivered,
    redisCpu: used.redis / delivered,
    clientsCpu: clients / delivered,
    cores: cores.reduce((sum, one) => sum + one, 0) / seconds / 1e6,
  }
}
