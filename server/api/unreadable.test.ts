import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { Template } from '@/lib/report/template'
import type { Channel } from '../collab/channel'
import { age, type Behind, behind, everyRow, flipByte } from '../reports/testing'
import { type Client, guest, session, startWorld, type World } from './testing'

/*
 * Reads never write; failed loads never save (SPEC, "The room"). The rows of the log are compared before and after,
 * through a connection of the test's own.
 */

let world: World
let olga: Client
let event: string
let id: string
let other: string
let db: Behind
beforeEach(async () => {
  world = await startWorld()
  ;({ olga, event, session: id } = await session(world, { title: 'Water' }))
  other = (await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, { title: 'Salt' })).id
  await Promise.all([id, other].flatMap((room) => Array.from({ length: 60 }, () => append(room))))
  db = behind(world.config)
})
afterEach(async () => {
  db.close()
  await world.end()
})

/** Written into the log without a room, as another node or the time before a restart would have. */
async function append(room: string): Promise<void> {
  const doc = new Y.Doc()
  doc.getText('title').insert(0, '!')
  await world.store.log.append({ room, user: 'nobody', data: Y.encodeStateAsUpdate(doc) })
}

type Row = { id: string; title: string; unreadable?: string }
const list = () => olga.ask<Row[]>('GET', `/events/${event}/sessions`)
const FILES = ['report', 'report.json', 'report.md', 'report.html', 'report.docx', 'report.pdf']

/** Joins as a socket does; answers the code with which it is ended. */
function refusedWith(room: string): Promise<number> {
  const { template } = db
    .prepare<[string], { template: string }>('select template from session where id = ?')
    .get(room)!
  const standing = {
    kind: 'in',
    writing: 'open',
    member: { user: 'nobody', name: 'Nobody', role: 'organiser' },
  } as const
  return new Promise((resolve, reject) => {
    const channel: Channel = {
      isOpen: true,
      listen() {},
      send: () => reject(new Error('It was let in')),
      ping() {},
      pause() {},
      resume() {},
      end: resolve,
      cut() {},
    }
    const guest = { channel, standing, ask: async () => standing, acks: true, epoch: undefined }
    void world.rooms.join(room, Template.parse(JSON.parse(template)), guest)
  })
}

test('reads never write: after exports, lists, history and approvals the log is the same, and no room is open', async () => {
  const { client: rita } = await guest(olga, id, 'reader', 'Rita')
  const rows = everyRow(db)
  expect(rows.room_update!.length).toBeGreaterThan(120)
  for (const reader of [olga, rita]) {
    const [point] = await reader.ask<{ at: string }[]>('GET', `/sessions/${id}/history`)
    for (const file of FILES)
      for (const query of ['', `?at=${point!.at}`])
        expect((await reader.call('GET', `/sessions/${id}/${file}${query}`)).status, file + query).toBe(200)
    await reader.ask('GET', `/sessions/${id}`)
    await reader.ask('GET', `/sessions/${id}/steps`)
    await reader.ask('POST', `/sessions/${id}/ticket`)
  }
  await list()
  await olga.ask('POST', `/sessions/${id}/submit`)
  await olga.ask('POST', `/sessions/${id}/approve`)
  await olga.ask('GET', `/sessions/${id}/approval`)
  for (const file of FILES) expect((await olga.call('GET', `/sessions/${id}/${file}`)).status).toBe(200)
  await list()
  await olga.ask('POST', `/sessions/${id}/reopen`, { reason: 'To see' })
  expect(world.rooms.stats().rooms).toBe(0)
  expect(everyRow(db)).toEqual(rows)
})

describe.each([
  ['a flipped bit', () => flipByte(db, id, 30), /damaged: its entry 30 of 61 /],
  [
    'a hole',
    () => db.prepare('delete from room_update where room = ? and seq = 30').run(id),
    /lacks its entry 30 of 61/,
  ],
  [
    'a missing end',
    () => db.prepare('delete from room_update where room = ? and seq = 61').run(id),
    /lacks its entry 61/,
  ],
  [
    'no entry at all',
    () => db.prepare('delete from room_update where room = ?').run(id),
    /lacks its entry 1 /,
  ],
])('of a report whose log has %s', (_, damage, reason) => {
  beforeEach(() => void damage())

  test('the board says that it cannot be read, and why; the others stay usable', async () => {
    const rows = everyRow(db)
    for (const round of ['first', 'again'] as const) {
      const [one, two] = (await list()).sort((a, b) => Number(b.id === id) - Number(a.id === id))
      expect(one, round).toMatchObject({ id, title: 'Water', unreadable: expect.stringMatching(reason) })
      expect(two).toMatchObject({ id: other, title: expect.stringContaining('Salt') })
      expect(two).not.toHaveProperty('unreadable')
    }
    expect((await olga.call('GET', `/sessions/${other}/report.md`)).status).toBe(200)
    await world.rooms.edit(other, 'nobody', (doc) => doc.getText('title').insert(0, 'More '))
    expect(everyRow(db).room_update!.length).toBe(rows.room_update!.length + 1)
  })

  test('whatever is asked of it is answered with a problem in a sentence, and not a byte of it changes', async () => {
    const rows = everyRow(db)
    await list()
    const now = new Date().toISOString()
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ...FILES.map((file) => ['GET', file, undefined] as const),
      ...FILES.map((file) => ['GET', `${file}?at=${now}`, undefined] as const),
      ['POST', 'restore', { at: now, reason: 'To see' }],
      ['POST', 'approve', undefined],
    ] as const) {
      const response = await olga.call(method, `/sessions/${id}/${path}`, { body })
      expect(response.status, path).toBe(500)
      expect(await response.json()).toMatchObject({
        code: 'unreadable',
        detail: 'This report cannot be read from the disk. Nothing was written over it.',
      })
    }
    for (let times = 0; times < 3; times++) expect(await refusedWith(id)).toBe(closeCode('unreadable'))
    await expect(
      world.rooms.edit(id, 'nobody', (doc) => doc.getText('title').insert(0, 'x')),
    ).rejects.toThrow(reason)
    await world.rooms.close()
    expect(everyRow(db)).toEqual(rows)
  })
})

test('what was written before the damage can still be read', async () => {
  age(db, id, 3_600_000)
  await append(id)
  flipByte(db, id, 62)
  const points = await olga.ask<{ at: string; seq: number }[]>('GET', `/sessions/${id}/history`)
  expect(points.map(({ seq }) => seq)).toEqual([62, 61])
  const [after, before] = points
  expect((await olga.call('GET', `/sessions/${id}/report?at=${before!.at}`)).status).toBe(200)
  expect((await olga.call('GET', `/sessions/${id}/report?at=${after!.at}`)).status).toBe(500)
})

test('what is readable again is listed as such', async () => {
  flipByte(db, id, 30)
  expect((await list()).find((row) => row.id === id)).toHaveProperty('unreadable')
  flipByte(db, id, 30)
  expect((await list()).find((row) => row.id === id)).not.toHaveProperty('unreadable')
})

test('damage that is found when somebody joins is on the board from then on', async () => {
  await list()
  flipByte(db, id, 30)
  expect(await refusedWith(id)).toBe(closeCode('unreadable'))
  expect((await list()).find((row) => row.id === id)).toHaveProperty('unreadable')
})

test('an approval that could not be made leaves the report open for writing', async () => {
  flipByte(db, id, 30)
  expect((await olga.call('POST', `/sessions/${id}/approve`)).status).toBe(500)
  flipByte(db, id, 30)
  await world.rooms.edit(id, 'nobody', (doc) => doc.getText('title').insert(0, 'Open '))
  expect((await olga.ask<{ title: string }>('GET', `/sessions/${id}/report`)).title).toMatch(/^Open /)
})

test('an approved report is exported as it was approved, even if its log is damaged later', async () => {
  const { approval } = await olga.ask<{ approval: { sha256: string } }>('POST', `/sessions/${id}/approve`)
  flipByte(db, id, 30)
  const response = await olga.call('GET', `/sessions/${id}/report.md`)
  expect([response.status, response.headers.get('x-report-sha256')]).toEqual([200, approval.sha256])
})
