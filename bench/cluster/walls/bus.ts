import { join } from 'node:path'
import { sleep } from '../../sync/load/commands'
import { Child } from '../../sync/servers/child'
import { type Counts, quantile, total } from '../../sync/stats'
import type { Speech } from './bus-end'
import type { Row, Wall, WallContext } from './wall'

const TOPICS = 60
const RATES = [500, 2000, 5000, 10_000, 20_000, 40_000]
/** The nodes of a cluster are awake. */
const WARM_UP = { aSecond: 1000, ms: 1000 }
const REST_MS = 500
const PATIENCE_MS = 60_000

type End = { cpu(): Promise<number>; child: Child }

export const bus: Wall = {
  name: 'bus',
  about: `One node sends 150 bytes on ${TOPICS} topics; one listens to all of them, another one to none of them`,
  async run(context) {
    const rows: Row[] = []
    for (const kind of ['NOTIFY', 'Redis'] as const)
      if (kind === 'NOTIFY' || context.backing.redisUrl !== undefined)
        rows.push(...(await tryBus(context, kind)))
    return rows
  },
}

async function tryBus({ backing, length }: WallContext, kind: 'NOTIFY' | 'Redis'): Promise<Row[]> {
  const shared: NodeJS.ProcessEnv =
    kind === 'Redis'
      ? { ...process.env, REDIS_URL: backing.redisUrl }
      : { ...process.env, REDIS_URL: '', DATABASE_URL: await backing.newDatabase() }
  const [speaker, hearer, deaf] = await Promise.all(
    ['speaker', 'hearer', 'deaf'].map((name) => startEnd(name, shared)),
  )
  const topics = Array.from(
    { length: TOPICS },
    (_, index) => `0190f3a2-0000-7000-8000-${String(index).padStart(12, '0')}`,
  )
  await hearer!.child.ask('listen', topics)
  await deaf!.child.ask('listen', ['something-else'])
  await speaker!.child.ask('speak', { topics, ...WARM_UP } satisfies Speech)
  const rows: Row[] = []
  for (const aSecond of length.kind === 'quick' ? RATES.slice(0, 3) : RATES) {
    await sleep(REST_MS)
    await hearer!.child.ask('heard')
    const before = await used()
    const ms = length.windowMs
    const sent = await speaker!.child.ask<number>(
      'speak',
      { topics, aSecond, ms } satisfies Speech,
      PATIENCE_MS,
    )
    await sleep(REST_MS)
    const after = await used()
    const heard = await hearer!.child.ask<Counts>('heard', undefined, PATIENCE_MS)
    const each = after.map((one, index) => (one - before[index]!) / sent)
    rows.push({
      what: `${kind}, ${aSecond} a second`,
      figures: {
        heard: total(heard) / sent,
        'p50 ms': quantile(heard, 0.5),
        'p99 ms': quantile(heard, 0.99),
        'CPU µs of the sender': each[0]!,
        'of who listens': each[1]!,
        'of who does not': each[2]!,
        'of PostgreSQL or Redis': each[3]!,
      },
    })
  }
  for (const end of [speaker, hearer, deaf]) end!.child.kill()
  return rows

  async function used(): Promise<number[]> {
    const carriers = await backing.used()
    const ends = await Promise.all([speaker, hearer, deaf].map((end) => end!.cpu()))
    return [...ends, kind === 'NOTIFY' ? carriers.postgres : carriers.redis]
  }
}

async function startEnd(name: string, env: NodeJS.ProcessEnv): Promise<End> {
  const { child } = await Child.start(name, join(import.meta.dirname, 'bus-end.ts'), {
    args: [name],
    node: ['--expose-gc', '--import', 'tsx'],
    env,
  })
  return { child, cpu: () => child.ask('cpu', undefined, PATIENCE_MS) }
}
