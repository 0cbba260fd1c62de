import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { openPostgresStore } from '../store'
import { move } from './move'
import { renewDatabase } from './renew'
import { documentIn, fillFolder, newFolder, typeInto } from './testing'

let server: Postgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())

async function filledDatabase() {
  const { dir, room } = await fillFolder(await newFolder())
  const url = await server.newDatabase()
  await move({ kind: 'folder', dir }, { kind: 'database', url }, undefined)
  return { url, room }
}

test('every document of a database begins a new epoch, with the same text under ids that nobody had', async () => {
  const { url, room } = await filledDatabase()
  const before = await openPostgresStore(url)
  const { epoch } = await before.log.load(room)
  const old = await documentIn(before, room)
  await before.close()

  expect(await renewDatabase(url, 'a dump')).toEqual({ rooms: 1, unreadable: [] })

  const after = await openPostgresStore(url)
  try {
    expect((await after.log.load(room)).epoch).not.toBe(epoch)
    const renewed = await documentIn(after, room)
    expect(renewed.getText('title').toString()).toBe(old.getText('title').toString())
    const ids = [...old.store.clients.keys()]
    expect([...renewed.store.clients.keys()].filter((id) => ids.includes(id))).toEqual([])
    await typeInto(after, room, 'Later. ')
    expect((await documentIn(after, room)).getText('title').toString()).toMatch(/^Later\. After\. Before\. /)
  } finally {
    await after.close()
  }
})

test('a database on which a node runs, and one that is none of ours, are refused', async () => {
  const { url } = await filledDatabase()
  const node = await openPostgresStore(url)
  await expect(renewDatabase(url, 'a dump')).rejects.toThrow('stop all nodes first')
  await node.close()
  await expect(renewDatabase(await server.newDatabase(), 'a dump')).rejects.toThrow(
    'There is no data of Rapporteur',
  )
})
