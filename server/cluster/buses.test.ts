import { afterAll, beforeAll } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { type Redis, startRedis } from '../scratch/redis'
import { busContract } from './bus-contract'
import { notifyBus } from './notify-bus'
import { redisBus } from './redis-bus'

let postgres: Postgres
let redis: Redis
beforeAll(async () => {
  postgres = await startPostgres()
  redis = await startRedis()
})
afterAll(async () => {
  await postgres.remove()
  await redis.remove()
})

busContract('PostgreSQL', () => ({
  join: (node) => notifyBus(postgres.url, node),
  stop: () => postgres.stop(),
  start: () => postgres.start(),
  pause: () => postgres.pause(),
  resume: () => postgres.resume(),
}))

busContract('Redis', () => ({
  join: async (node) => redisBus(redis.url, node, 'test'),
  stop: () => redis.stop(),
  start: () => redis.start(),
  pause: () => redis.pause(),
  resume: () => redis.resume(),
}))
