import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from './index'
import { LogClient } from './log-client'
import { entry } from './log-testing'

async function newClient(): Promise<LogClient> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-log-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await (await openStore(dir)).close()
  const client = new LogClient({ kind: 'sqlite', dataDir: dir }, {})
  await client.log.create(entry('a', 'seed'))
  return client
}

test('Who waits for an entry hears that it is written, also when the log is closed meanwhile', async () => {
  const client = await newClient()
  const written = Array.from({ length: 20 }, (_, index) => client.log.append(entry('a', `${index}`)))
  const settled = Promise.all(written)
  await client.close()
  expect(await settled).toEqual(Array.from({ length: 20 }, (_, index) => index + 2))
})

test('A log that was closed takes nothing more, and starts no thread', async () => {
  const client = await newClient()
  await client.close()
  await expect(client.log.append(entry('a', 'late'))).rejects.toThrow('was closed')
  await expect(client.log.load('a')).rejects.toThrow('was closed')
  await client.close()
})

test('A thread that ended takes what troubled it along: the next one is asked without prejudice (SPEC 12)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rapporteur-log-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  // No thread can open a database there.
  const client = new LogClient({ kind: 'sqlite', dataDir: join(folder, 'nowhere') }, {})
  client.trouble = new Error('disk full')
  await expect(client.log.head('room')).rejects.toThrow()
  expect(client.trouble).toBeUndefined()
})
