import { chmodSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createClient } from '@redis/client'
import pg from 'pg'
import { type Postgres, startPostgres } from '@/server/scratch/postgres'
import { hasRedis, startRedis } from '@/server/scratch/redis'
import { cpuOfFamily } from './family-cpu'

/** What the nodes share: a PostgreSQL, which syncs as it does in earnest, and a Redis if one is installed. */
export type Backing = {
  redisUrl: string | undefined
  /** What they are: PostgreSQL 17.2, Redis 8.0. */
  words: string
  newDatabase(): Promise<string>
  /** Processor time that they have used so far, in microseconds. */
  used(): Promise<{ postgres: number; redis: number }>
  /** How often PostgreSQL has flushed its log to the disk; NaN if its version says so elsewhere. */
  flushes(): Promise<number>
  stop(): Promise<void>
}

/** @param folder on a disk: there PostgreSQL keeps what it is given, if it may. Throws ServerMissing if there is none. */
export async function startBacking(folder: string): Promise<Backing> {
  const postgres = await startPostgres(isOpenToOthers(folder) ? { folder: join(folder, 'postgres') } : {})
  const asking = new pg.Client({ connectionString: postgres.url })
  await asking.connect()
  const { rows } = await asking.query('show server_version')
  const redis = hasRedis() ? await watchedRedis() : undefined
  return {
    redisUrl: redis?.url,
    words: [`PostgreSQL ${rows[0].server_version.split(' ')[0]}`, redis?.words ?? 'no Redis'].join(', '),
    newDatabase: () => postgres.newDatabase(),
    used: async () => ({ postgres: cpuOfPostgres(postgres), redis: (await redis?.used()) ?? Number.NaN }),
    async flushes() {
      // Since version 18 they are counted in pg_stat_io.
      const { rows } = await asking
        .query('select wal_sync as flushes from pg_stat_wal')
        .catch(() =>
          asking.query(
            "select sum(fsyncs) as flushes from pg_stat_io where object = 'wal' and context = 'normal'",
          ),
        )
        .catch(() => ({ rows: [] }))
      return Number(rows[0]?.flushes ?? Number.NaN)
    },
    async stop() {
      await asking.end()
      await redis?.stop()
      await postgres.remove()
    },
  }
}

/** Root's servers run as somebody else, who has to get there: not into root's own home. */
function isOpenToOthers(folder: string): boolean {
  chmodSync(folder, 0o711)
  for (let path = folder; path !== dirname(path); path = dirname(path))
    if ((statSync(path).mode & 0o001) === 0) return process.getuid?.() !== 0
  return true
}

function cpuOfPostgres({ folder }: Postgres): number {
  const [pid] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
  return cpuOfFamily(Number(pid))
}

async function watchedRedis() {
  const { url, remove } = await startRedis()
  const client = await createClient({ url }).connect()
  const info = async (section: string) => client.info(section)
  return {
    url,
    words: `Redis ${/redis_version:(\S+)/.exec(await info('server'))?.[1] ?? ''}`,
    async used() {
      const text = await info('cpu')
      const seconds = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1])
      return (seconds('used_cpu_user') + seconds('used_cpu_sys')) * 1e6
    },
    async stop() {
      client.destroy()
      await remove()
    },
  }
}
