import { join } from 'node:path'
import { shown } from '../store/postgres'
import type { ClusterOptions } from './cluster-options'
import { startPostgres } from './postgres'
import type { Environment } from './process'
import { hasRedis, startRedis } from './redis'

/** A server that the nodes share: how they reach it, what to say of it, and how it ends with them. */
export type Shared = { url: string; words: string; stop(): Promise<void> }

const othersOwn = async () => {}

/** The database that DATABASE_URL names, else one of our own. Throws ServerMissing if there is neither. */
export async function sharedDatabase({ folder }: ClusterOptions, env: Environment): Promise<Shared> {
  if (env.DATABASE_URL)
    return {
      url: env.DATABASE_URL,
      words: `${shown(env.DATABASE_URL)} (DATABASE_URL)`,
      stop: othersOwn,
    }
  const postgres = await startPostgres(folder === undefined ? {} : { folder: join(folder, 'postgres') })
  const url = await postgres.database('rapporteur')
  return folder === undefined
    ? { url, words: `${url} (removed at the end)`, stop: () => postgres.remove() }
    : { url, words: `${url} (kept in ${postgres.folder})`, stop: () => postgres.stop() }
}

/** The Redis that REDIS_URL names, else one of our own beside a database of our own; without one `url` is empty. */
export async function sharedBus({ redis: wanted }: ClusterOptions, env: Environment): Promise<Shared> {
  if (env.REDIS_URL)
    return { url: env.REDIS_URL, words: `${shown(env.REDIS_URL)} (REDIS_URL)`, stop: othersOwn }
  if (env.DATABASE_URL || wanted === 'no' || !hasRedis())
    return { url: '', words: 'PostgreSQL (NOTIFY)', stop: othersOwn }
  const redis = await startRedis()
  return { url: redis.url, words: `Redis at ${redis.url}`, stop: () => redis.remove() }
}
