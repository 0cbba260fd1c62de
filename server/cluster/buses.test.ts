import { serversForTests } from '../scratch/testing'
import { busContract } from './bus-contract'
import { notifyBus } from './notify-bus'
import { redisBus } from './redis-bus'

const servers = serversForTests()

busContract('PostgreSQL', () => ({
  join: (node) => notifyBus(servers.postgres.url, node),
  stop: () => servers.postgres.stop(),
  start: () => servers.postgres.start(),
  pause: () => servers.postgres.pause(),
  resume: () => servers.postgres.resume(),
}))

busContract('Redis', () => ({
  join: async (node) => redisBus(servers.redis.url, node, 'test'),
  stop: () => servers.redis.stop(),
  start: () => servers.redis.start(),
  pause: () => servers.redis.pause(),
  resume: () => servers.redis.resume(),
}))
