import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { contentOf } from '@/lib/report/content'
import { openStore } from '../store'
import { backupFolder } from './backup'
import { filesIn } from './disk'
import { restoreBackup } from './restore'
import { behind, documentIn, fillFolder, newFolder, typeInto } from './testing'
import { verifyFolder } from './verify'

/** A filled folder and its backup, both in a folder of their own. */
async function backedUp() {
  const root = await newFolder()
  const filled = await fillFolder(join(root, 'data'))
  await backupFolder(filled.dir, join(root, 'backup'))
  return { root, ...filled, backup: join(root, 'backup') }
}

test('A backup of a live folder holds everything confirmed before it began, and leaves nothing else behind', async () => {
  const root = await newFolder()
  const { dir, room } = await fillFolder(join(root, 'data'))
  const store = await openStore(dir)
  await typeInto(store, room, 'Confirmed. ')
  let writing = true
  const busy = (async () => {
    while (writing) await typeInto(store, room, '·')
  })()
  const target = join(root, 'backups', 'today')
  const { files, verdict } = await backupFolder(dir, target)
  writing = false
  await busy
  await store.close()
  expect(verdict).toMatchObject({ faults: [], sessions: 1, files: 1 })
  expect(files.map((file) => file.path)).toEqual([
    expect.stringContaining('files/'),
    'rapporteur.db',
    'secret',
  ])
  expect(await readdir(dirname(target))).toEqual(['today'])
  expect((await verifyFolder(target)).faults).toEqual([])
  const copy = join(root, 'copy')
  await restoreBackup(target, copy)
  const restored = await openStore(copy)
  expect((await documentIn(restored, room)).getText('title').toString()).toContain('Confirmed. After. ')
  await restored.close()
})

test('A backup goes into a new folder only, and not into what it is a backup of', async () => {
  const { dir, backup, root } = await backedUp()
  await expect(backupFolder(dir, backup)).rejects.toThrow('is not empty')
  await expect(backupFolder(dir, join(dir, 'inside'))).rejects.toThrow('cannot lie in the folder')
  await expect(backupFolder(join(root, 'none'), join(root, 'x'))).rejects.toThrow('There is no folder')
  await mkdir(join(root, 'empty'))
  await backupFolder(dir, join(root, 'empty'))
  expect((await readdir(root)).sort()).toEqual(['backup', 'data', 'empty'])
})

test('What was damaged before is backed up as it is, and said', async () => {
  const root = await newFolder()
  const { dir } = await fillFolder(join(root, 'data'))
  behind(dir, 'delete from room_update')
  const { verdict } = await backupFolder(dir, join(root, 'backup'))
  expect(verdict.faults.join()).toContain('lacks its entry 3 of 3')
  expect((await restoreBackup(join(root, 'backup'), join(root, 'new'))).unreadable).toEqual([
    expect.stringContaining('lacks its entry 3 of 3'),
  ])
})

test('SPEC 8: a restore brings back the text, pictures and secrets, under a new epoch and fresh ids', async () => {
  const { dir, room, backup, root } = await backedUp()
  const live = await openStore(dir)
  const before = { log: await live.log.load(room), content: contentOf(await documentIn(live, room)) }
  const approval = await live.approvals.latest(room)
  await typeInto(live, room, 'After the backup. ')
  const later = await live.log.load(room)
  await live.close()

  const { aside, rooms, unreadable } = await restoreBackup(backup, dir)
  expect({ rooms, unreadable }).toEqual({ rooms: 1, unreadable: [] })
  expect((await verifyFolder(dir)).faults).toEqual([])
  const restored = await openStore(dir)
  const log = await restored.log.load(room)
  const doc = await documentIn(restored, room)
  expect(contentOf(doc)).toEqual(before.content)
  expect(log.epoch).not.toBe(before.log.epoch)
  for (const client of later.clients.keys()) expect(log.retired.has(client)).toBe(true)
  for (const client of doc.store.clients.keys()) expect(log.retired.has(client)).toBe(false)
  expect(await restored.approvals.latest(room)).toEqual(approval)
  expect(await restored.log.history(room)).not.toEqual([])
  await restored.close()
  expect(await readFile(join(dir, 'secret'), 'utf8')).toBe('secret\n')
  expect(await filesIn(join(dir, 'files'))).toHaveLength(1)

  const kept = await openStore(aside!)
  expect((await documentIn(kept, room)).getText('title').toString()).toMatch(/^After the backup/)
  await kept.close()
  expect((await readdir(root)).length).toBe(3)
})

test('Nothing is restored while a server runs on the folder', async () => {
  const { dir, backup, room } = await backedUp()
  const store = await openStore(dir)
  await expect(restoreBackup(backup, dir)).rejects.toThrow('A server runs on')
  await typeInto(store, room, 'x')
  await store.close()
})

test('A backup with a missing or changed file is not restored, and the data stays as it was', async () => {
  const { dir, backup, root } = await backedUp()
  await writeFile(join(backup, 'secret'), 'changed')
  await expect(restoreBackup(backup, dir)).rejects.toThrow('secret is not what was backed up')
  await rm(join(backup, 'secret'))
  await expect(restoreBackup(backup, dir)).rejects.toThrow('secret is missing')
  await writeFile(join(backup, 'manifest.json'), '{')
  await expect(restoreBackup(backup, dir)).rejects.toThrow('cannot be read')
  await expect(restoreBackup(dir, join(root, 'new'))).rejects.toThrow('is no backup')
  expect((await readdir(root)).sort()).toEqual(['backup', 'data'])
  expect((await verifyFolder(dir)).faults).toEqual([])
})

test('A folder that is not ours is not moved', async () => {
  const { backup, root } = await backedUp()
  await mkdir(join(root, 'photos'))
  await writeFile(join(root, 'photos', 'cat.jpg'), 'x')
  await expect(restoreBackup(backup, join(root, 'photos'))).rejects.toThrow('neither empty nor a data folder')
})

test('A restore that was broken off can be started again', async () => {
  const { dir, backup, root } = await backedUp()
  await mkdir(join(root, 'data.restoring', 'files'), { recursive: true })
  await writeFile(join(root, 'data.restoring', 'rapporteur.db'), 'half of it')
  await rm(dir, { recursive: true })
  expect((await restoreBackup(backup, dir)).aside).toBeUndefined()
  expect((await verifyFolder(dir)).faults).toEqual([])
  expect(existsSync(`${dir}.restoring`)).toBe(false)
})
