import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { age, type Behind, behind, everyRow } from '../reports/testing'
import { goBy, goByOwnClock } from '../time'
import { type Client, guest, session, startWorld, type World } from './testing'

const HOUR = 3_600_000

let world: World
let olga: Client
let id: string
let db: Behind
beforeEach(async () => {
  world = await startWorld()
  ;({ olga, session: id } = await session(world, { title: 'Water' }))
  db = behind(world.config)
})
afterEach(async () => {
  db.close()
  await world.end()
})

type Point = { at: string; seq: number; people: string[] }
type Exported = { title: string; stamp: { seq: number; sha256: string; at: number } }
type Problem = { status: number; code: string; detail: string; faults?: { path: string; reason: string }[] }

const history = (who = olga) => who.ask<Point[]>('GET', `/sessions/${id}/history`)
const reportAt = (at: string) =>
  olga.ask<Exported>('GET', `/sessions/${id}/report?at=${encodeURIComponent(at)}`)
const report = () => olga.ask<Exported>('GET', `/sessions/${id}/report`)
const problem = async (response: Promise<Response>) => (await (await response).json()) as Problem
const restore = (at: string, reason = 'Somebody emptied it', who = olga) =>
  who.call('POST', `/sessions/${id}/restore`, { body: { at, reason } })
const retitle = (title: string, user = 'nobody') =>
  world.rooms.edit(id, user, (doc) => {
    const text = doc.getText('title')
    text.delete(0, text.length)
    text.insert(0, title)
  })

/** “Water” was there two hours ago, “Salt” an hour ago, “Sand” is there now. */
async function threeVersions(): Promise<[sand: Point, salt: Point, water: Point]> {
  const ray = await guest(olga, id, 'rapporteur', 'Ray')
  const { membership } = (
    await olga.ask<{ membership: string; name: string }[]>('GET', `/sessions/${id}/people`)
  ).find(({ name }) => name === 'Ray')!
  age(db, id, HOUR)
  await retitle('Salt', membership)
  age(db, id, HOUR)
  await retitle('Sand', membership)
  await ray.client.ask('GET', `/sessions/${id}`)
  return (await history()) as [Point, Point, Point]
}

test('SPEC 14: the history names the minutes in which something was written, newest first, and who wrote', async () => {
  const points = await threeVersions()
  expect(points.map(({ people }) => people)).toEqual([['Ray'], ['Ray'], ['Olga']])
  const times = points.map(({ at }) => Date.parse(at))
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  expect(points.map(({ at }) => new Date(at).toISOString())).toEqual(points.map(({ at }) => at))
  expect(points.at(-1)!.seq).toBe(1)
})

test('SPEC 14: the report is read as it was at a time, in every format, with the stamp of that version', async () => {
  const [sand, salt, water] = await threeVersions()
  const titles = await Promise.all([sand, salt, water].map(async ({ at }) => (await reportAt(at)).title))
  expect(titles).toEqual(['Sand', 'Salt', 'Water'])

  const { stamp } = await reportAt(salt.at)
  expect(stamp).toMatchObject({ seq: salt.seq, at: Date.parse(salt.at) })
  const between = new Date(Date.parse(salt.at) + 60_000).toISOString()
  expect((await reportAt(between)).stamp).toEqual(stamp)
  for (const [format, holds] of [
    ['md', 'Salt'],
    ['html', 'Salt'],
    ['json', '"title":"Salt"'],
    ['docx', 'PK'],
    ['pdf', '%PDF'],
  ] as const) {
    const response = await olga.call('GET', `/sessions/${id}/report.${format}?at=${salt.at}`)
    expect(response.headers.get('x-report-sha256'), format).toBe(stamp.sha256)
    expect(response.headers.get('x-report-seq')).toBe(String(salt.seq))
    expect((await response.text()).replace(/": "/g, '":"')).toContain(holds)
  }
})

test('a time may be written in any zone, and a time in between is the version that was there then', async () => {
  const [, salt] = await threeVersions()
  const elsewhere = new Date(Date.parse(salt.at) + 9 * HOUR).toISOString().replace('Z', '+09:00')
  expect((await reportAt(elsewhere)).title).toBe('Salt')
})

test('the same report has the same SHA-256 then and now', async () => {
  const now = await report()
  await retitle('Salt')
  age(db, id, HOUR)
  await retitle('Water')
  expect((await report()).stamp.sha256).toBe(now.stamp.sha256)
  expect((await reportAt((await history())[0]!.at)).stamp.sha256).toBe(now.stamp.sha256)
})

test('a time that is none, that has not come, or before the history is refused in a sentence', async () => {
  const read = (at: string) => problem(olga.call('GET', `/sessions/${id}/report.md?at=${at}`))
  expect(await read('yesterday')).toMatchObject({
    status: 422,
    code: 'faulty',
    faults: [{ path: 'at', reason: 'A time is written 2020-10-22T14:30:00Z' }],
  })
  expect(await read('2020-13-40T25:00:00Z')).toMatchObject({ status: 422 })
  expect((await read('2999-01-01T00:00:00Z')).detail).toMatch(/This time has not come yet/)
  expect(await read('1999-01-01T00:00:00Z')).toMatchObject({
    status: 404,
    code: 'no-history',
    detail: 'The history of this report does not reach back to that time.',
  })
  expect(await problem(restore('1999-01-01T00:00:00Z'))).toMatchObject({ code: 'no-history' })
  expect(await problem(restore('2999-01-01T00:00:00Z'))).toMatchObject({ code: 'faulty' })
  const [now] = await history()
  expect(await problem(restore(now!.at, '  '))).toMatchObject({ faults: [{ path: 'reason' }] })
  expect((await report()).title).toBe('Water')
})

test('SPEC 14: an earlier report is brought back under its own SHA-256, and what was written since stays', async () => {
  const [sand, salt] = await threeVersions()
  const then = await reportAt(salt.at)
  const answer = await restore(salt.at)
  const { seq } = (await answer.json()) as { seq: number }
  expect(await report()).toMatchObject({ title: 'Salt', stamp: { seq, sha256: then.stamp.sha256 } })
  expect((await reportAt(sand.at)).title).toBe('Sand')
  expect(seq).toBe(sand.seq + 1)
  await retitle('Salt and sand')
  expect((await report()).title).toBe('Salt and sand')
})

test('SPEC 14: what was written in the very minute in which a report is brought back can be brought back, too', async () => {
  const [sand, salt] = await threeVersions()
  await restore(salt.at)
  const points = await history()
  expect(points.map(({ at }) => at)).toContain(sand.at)
  expect((await reportAt(sand.at)).title).toBe('Sand')
  await world.store.log.compact(id)
  expect(await history()).toEqual(points)
  await restore(sand.at)
  expect((await report()).title).toBe('Sand')
})

test('SPEC 8: bringing a report back begins another epoch', async () => {
  const [, salt] = await threeVersions()
  const before = (await world.store.log.load(id)).epoch
  await restore(salt.at)
  expect((await world.store.log.load(id)).epoch).not.toBe(before)
})

test('that it was brought back, by whom, to when and why stands in the log of steps', async () => {
  const [, salt] = await threeVersions()
  await restore(salt.at, 'The wrong file was pasted')
  const steps = await olga.ask<{ actor: string; action: string; detail: string }[]>(
    'GET',
    `/sessions/${id}/steps`,
  )
  expect(steps.at(-1)).toMatchObject({
    actor: 'Olga',
    action: 'restored',
    detail: `${salt.at} The wrong file was pasted`,
  })
})

test('an approved report is not brought back before it is reopened, but its history is read', async () => {
  const [, salt] = await threeVersions()
  await olga.ask('POST', `/sessions/${id}/approve`)
  const rows = everyRow(db)
  expect(await problem(restore(salt.at))).toMatchObject({
    status: 409,
    code: 'state',
    detail: 'The report is approved. Reopen it first.',
  })
  expect(everyRow(db)).toEqual(rows)
  expect((await reportAt(salt.at)).title).toBe('Salt')
  await olga.ask('POST', `/sessions/${id}/reopen`, { reason: 'It was the wrong version' })
  expect((await restore(salt.at)).status).toBe(200)
})

test('who reads may read the history; only moderators and organisers bring something back', async () => {
  const [, salt] = await threeVersions()
  for (const role of ['reader', 'rapporteur'] as const) {
    const { client } = await guest(olga, id, role, 'Rita')
    expect(await history(client)).toHaveLength(3)
    expect(await problem(restore(salt.at, 'Why not', client))).toMatchObject({ code: 'not-allowed' })
  }
})

test('what has come is decided by the clock that all nodes share', async () => {
  onTestFinished(goByOwnClock)
  const beBy = (ahead: number) => goBy({ time: Date.now() + ahead, ticks: performance.now() })
  const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString()
  beBy(2 * HOUR)
  expect((await olga.call('GET', `/sessions/${id}/report.md?at=${fromNow(HOUR)}`)).status).toBe(200)
  beBy(-2 * HOUR)
  expect(await problem(restore(fromNow(-HOUR)))).toMatchObject({ code: 'faulty' })
})
