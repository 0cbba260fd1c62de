import { afterAll, beforeAll } from 'vitest'
import { type Postgres, startPostgres } from './postgres'
import { type Redis, startRedis } from './redis'

/** A PostgreSQL and a Redis for the tests of a file: there from the first of them to the last. */
export function serversForTests(): { postgres: Postgres; redis: Redis } {
  const servers = {} as { postgres: Postgres; redis: Redis }
  beforeAll(async () => {
    servers.postgres = await startPostgres()
    servers.redis = await startRedis()
  })
  afterAll(async () => {
    await servers.postgres.remove()
    await servers.redis.remove()
  })
  return servers
}
