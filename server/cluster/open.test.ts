import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../config'
import { startPostgres } from '../scratch/postgres'
import { type Data, openData } from './open'

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-open-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

async function close({ store, bus }: Data): Promise<void> {
  await bus?.close()
  await store.close()
}

test('A secret that nobody set is made once, for the owner only', async () => {
  const dir = await folder()
  const settings = readConfig({ DATA_DIR: dir })
  const first = await openData(settings, {})
  await close(first)
  const second = await openData(settings, {})
  await close(second)
  expect(first.config.secret).toMatch(/^[0-9a-f]{64}$/)
  expect(second.config.secret).toBe(first.config.secret)
  expect((await stat(join(dir, 'secret'))).mode & 0o777).toBe(0o600)
})

test('Nodes on one database sign with one secret, and make no data folder', async () => {
  const server = await startPostgres()
  onTestFinished(() => server.remove())
  const fresh = join(await folder(), 'fresh')
  const settings = readConfig({ DATA_DIR: fresh, DATABASE_URL: await server.newDatabase() })
  const nodes = await Promise.all([openData(settings, {}), openData(settings, {})])
  expect(nodes[0].config.secret).toMatch(/^[0-9a-f]{64}$/)
  expect(nodes[1].config.secret).toBe(nodes[0].config.secret)
  await Promise.all(nodes.map(close))
  await expect(stat(fresh)).rejects.toThrow('ENOENT')
})
