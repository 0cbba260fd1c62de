import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../store'
import { sha256OfFile } from './disk'
import { behind, fillFolder, newFolder, typeInto } from './testing'
import { verifyFolder } from './verify'

test('A sound folder has no faults, and checking it changes none of its bytes', async () => {
  const { dir } = await fillFolder(await newFolder())
  const before = await sha256OfFile(join(dir, 'rapporteur.db'))
  expect(await verifyFolder(dir)).toEqual({ faults: [], notes: [], sessions: 1, entries: 3, files: 1 })
  expect(await sha256OfFile(join(dir, 'rapporteur.db'))).toBe(before)
})

test('A folder is checked while its server writes, and after a restart of a room', async () => {
  const { dir, room } = await fillFolder(await newFolder())
  const store = await openStore(dir)
  const [verdict] = await Promise.all([verifyFolder(dir), typeInto(store, room, 'Meanwhile. ')])
  expect(verdict.faults).toEqual([])
  await store.close()
  expect((await verifyFolder(dir)).entries).toBe(4)
})

const FLIPPED = `substr(data, 1, length(data) - 1) || x'ff'`

test.each([
  ['a missing entry', `delete from room_update`, 'lacks its entry 3 of 3'],
  ['an entry too many', `update room set head = 2`, 'goes on to 3, beyond its end at 2'],
  ['a changed entry', `update room_update set data = ${FLIPPED}`, 'its entry 3 of 3 is not what was written'],
  [
    'a changed snapshot',
    `update room_snapshot set data = ${FLIPPED}`,
    'its snapshot at 2 is not what was written',
  ],
  ['a changed history', `update room_history set data = ${FLIPPED}`, 'its entry 1–2 is not what was written'],
  ['a missing history', `update room_history set first_seq = 2`, 'lacks its entry 1'],
  ['another epoch', `update room set epoch = 'other'`, 'its present epoch is not the last that was begun'],
  [
    'an unchecked entry that is none',
    `update room_update set crc = null, data = x'ff'`,
    'holds what is no update',
  ],
  ['a retired id in use', `update room_client set retired = 1`, 'holds text of an earlier epoch'],
  ['a room that is gone', `delete from room`, 'has no document'],
  ['rows of no room', `update room_client set room = 'x'`, 'of a room that is not there: x'],
  ['a forged approval', `update approval set report = replace(report, 'e', 'a')`, 'its SHA-256 differs'],
  ['an unreadable approval', `update approval set report = '{'`, 'its SHA-256 differs'],
])('%s is found, and named with its session', async (_, statement, fault) => {
  const { dir, room } = await fillFolder(await newFolder())
  behind(dir, statement)
  const { faults } = await verifyFolder(dir)
  expect(faults.join('\n')).toContain(fault)
  if (!fault.includes('room that')) expect(faults.join('\n')).toContain(`The session “Care” (${room})`)
})

test('A snapshot that is not what the history adds up to is found, though its checksum is right', async () => {
  const { dir, room } = await fillFolder(await newFolder())
  const other = await fillFolder(await newFolder())
  const store = await openStore(dir)
  await typeInto(store, room, 'More. ')
  await store.log.compact(room)
  await store.close()
  behind(
    dir,
    `attach '${join(other.dir, 'rapporteur.db')}' as other;
     update room_snapshot set crc = null, data = (select data from other.room_snapshot)`,
  )
  expect((await verifyFolder(dir)).faults).toEqual([
    `The session “Care” (${room}): its snapshot is not what its history adds up to.`,
  ])
})

test('A picture that is missing or changed is a fault; a file that belongs to nothing is none', async () => {
  const { dir, picture, room } = await fillFolder(await newFolder())
  await writeFile(join(dir, 'files', 'rest'), 'x')
  await writeFile(picture, 'another!!')
  const changed = await verifyFolder(dir)
  expect(changed.faults).toEqual([
    expect.stringContaining(`A picture of the session ${room} is not what was stored`),
  ])
  expect(changed.notes).toEqual(['A file belongs to nothing: files/rest.'])
  await rm(picture)
  expect((await verifyFolder(dir)).faults).toEqual([expect.stringContaining(`session ${room} is missing`)])
})

test('What is no data folder is refused in a sentence', async () => {
  const dir = await newFolder()
  await expect(verifyFolder(join(dir, 'none'))).rejects.toThrow(`There is no folder ${dir}/none.`)
  await expect(verifyFolder(dir)).rejects.toThrow('is no data folder of Rapporteur')
  await writeFile(join(dir, 'rapporteur.db'), '')
  await expect(verifyFolder(dir)).rejects.toThrow('was not written by Rapporteur')
  await writeFile(
    join(dir, 'rapporteur.db'),
    'a letter to grandmother, long enough to have a header'.repeat(20),
  )
  await expect(verifyFolder(dir)).rejects.toThrow('is damaged')
})

test('A folder of another version is refused in a sentence', async () => {
  const { dir } = await fillFolder(await newFolder())
  behind(dir, `insert into migration values ('9999-later', 0)`)
  await expect(verifyFolder(dir)).rejects.toThrow('written by a newer version of Rapporteur (9999-later)')
  behind(dir, `delete from migration where name <> '0001-foundation'`)
  await expect(verifyFolder(dir)).rejects.toThrow('older version')
})
