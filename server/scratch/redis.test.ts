import { createClient } from '@redis/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Redis, startRedis } from './redis'

let redis: Redis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.remove())

async function connect() {
  const client = createClient({ url: redis.url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  await client.connect()
  return client
}

test('it carries messages, on the loopback alone', async () => {
  const [hearing, speaking] = [await connect(), await connect()]
  const heard = new Promise((resolve) => void hearing.subscribe('news', resolve))
  while ((await speaking.publish('news', 'hello')) === 0);
  expect(await heard).toBe('hello')
  expect(await speaking.configGet('bind')).toEqual({ bind: '127.0.0.1' })
  hearing.destroy()
  speaking.destroy()
})

test.each(['stop', 'kill'] as const)('after %s it starts again on the same port, empty', async (how) => {
  const before = await connect()
  await before.set('key', 'value')
  await redis[how]()
  await expect(connect()).rejects.toThrow()
  await redis.start()
  const after = await connect()
  expect(await after.get('key')).toBeNull()
  after.destroy()
})

test('frozen it answers nobody, thawed it goes on where it was', async () => {
  const client = await connect()
  const impatient = createClient({ url: redis.url, socket: { reconnectStrategy: false, socketTimeout: 300 } })
  await impatient.on('error', () => {}).connect()
  redis.pause()
  let answered = false
  const answer = client.ping().then(() => (answered = true))
  await expect(impatient.ping()).rejects.toThrow()
  expect(answered).toBe(false)
  redis.resume()
  await answer
  client.destroy()
})
