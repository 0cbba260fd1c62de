import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { sha256OfFile } from './disk'
import { move } from './move'
import { fillFolder, newFolder } from './testing'
import { verifyFolder } from './verify'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())

test('An instance is carried into PostgreSQL and back, and is the same', async () => {
  const root = await newFolder()
  const { dir } = await fillFolder(join(root, 'data'))
  const url = await server.newDatabase()
  const before = await verifyFolder(dir)
  const hash = await sha256OfFile(join(dir, 'rapporteur.db'))
  const moved = await move({ kind: 'folder', dir }, { kind: 'database', url })
  expect(await sha256OfFile(join(dir, 'rapporteur.db'))).toBe(hash)
  const back = join(root, 'back')
  const again = await move({ kind: 'database', url }, { kind: 'folder', dir: back })
  expect(again).toEqual(moved)
  expect(await verifyFolder(back)).toEqual(before)
  expect(await readFile(join(back, 'secret'), 'utf8')).toBe('secret\n')
})
