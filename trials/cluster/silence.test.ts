import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '@/server/scratch/postgres'
import { openPostgresStore } from '@/server/store'
import { Network } from '../chaos/network'

test('A database that goes silent without a word is asked by other connections, and what waited is written', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.remove())
  const network = await Network.to(postgres.port)
  onTestFinished(() => network.close())
  const url = new URL(await postgres.newDatabase())
  url.port = String(network.port)
  const store = await openPostgresStore(url.href)
  onTestFinished(() => store.close())
  const entry = { room: 'a', user: 'ana', data: new Uint8Array([1]) }
  await store.log.create(entry)
  await Promise.all([store.log.append(entry), store.ping()])
  network.cut('hole')
  const waiting = store.log.append(entry)
  await expect(store.ping()).rejects.toThrow('did not answer any more')
  network.heal()
  const seq = await waiting
  // Its first try may have been written, and nobody said so.
  expect(seq).toBe(await store.log.head('a'))
})
