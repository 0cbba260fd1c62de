import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, guest, session, startWorld, type World } from './testing'

let world: World
let olga: Client
let id: string
let event: string
beforeEach(async () => {
  world = await startWorld()
  ;({ olga, session: id, event } = await session(world, { title: 'Water' }))
})
afterEach(() => world.end())

type Approval = { sha256: string; seq: number; byName: string; at: number }
type Exported = { title: string; stamp: Approval & { approval?: { byName: string } } }
const post = (action: string, body?: object, who = olga) =>
  who.ask<{ state: string; approval?: Approval }>('POST', `/sessions/${id}/${action}`, body)
const code = async (action: string, body?: object, who = olga) =>
  ((await (await who.call('POST', `/sessions/${id}/${action}`, { body })).json()) as { code: string }).code
const retitle = (title: string) =>
  world.rooms.edit(id, 'test', (doc) => {
    doc.getText('title').delete(0, doc.getText('title').length)
    doc.getText('title').insert(0, title)
  })

test('approval freezes the version that was there, with its hash, and says so in exports', async () => {
  await retitle('Water and salt')
  const before = await olga.ask<Exported>('GET', `/sessions/${id}/report`)
  const { state, approval } = await post('approve')
  expect({ state, approval }).toMatchObject({
    state: 'approved',
    approval: { byName: 'Olga', sha256: before.stamp.sha256, seq: before.stamp.seq },
  })
  const after = await olga.ask<Exported>('GET', `/sessions/${id}/report`)
  expect(after.stamp).toMatchObject({ sha256: before.stamp.sha256, approval: { byName: 'Olga' } })
  expect(after.title).toBe('Water and salt')
  expect(await olga.ask('GET', `/sessions/${id}/approval`)).toEqual(approval)
  expect(await olga.ask('GET', `/sessions/${id}`)).toMatchObject({ state: 'approved', approval })
})

test('however long somebody’s title is, an approved report is exported, and comes in again', async () => {
  const title = 'On water '.repeat(5_000).trim()
  await retitle(title)
  await post('approve')
  expect((await olga.call('GET', `/sessions/${id}/report.md`)).status).toBe(200)
  const { stamp, ...report } = await olga.ask<Exported>('GET', `/sessions/${id}/report`)
  expect(report.title).toBe(title)
  const again = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, report)
  const { sha256 } = (await olga.ask<Exported>('GET', `/sessions/${again.id}/report`)).stamp
  expect(sha256).toBe(stamp.sha256)
})

test('two who approve at once make one approval', async () => {
  const answers = await Promise.all([
    olga.call('POST', `/sessions/${id}/approve`),
    olga.call('POST', `/sessions/${id}/approve`),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const steps = await olga.ask<{ action: string }[]>('GET', `/sessions/${id}/steps`)
  expect(steps.filter(({ action }) => action === 'approved')).toHaveLength(1)
})

test('an approved report is reopened with a reason only, and writing goes on', async () => {
  await post('approve')
  expect(await code('reopen', { reason: '  ' })).toBe('faulty')
  expect(await post('reopen', { reason: 'A name is misspelt' })).toEqual({ state: 'draft' })
  await retitle('Waters')
  expect(await olga.ask<Exported>('GET', `/sessions/${id}/report`)).toMatchObject({ title: 'Waters' })
  expect((await olga.call('GET', `/sessions/${id}/approval`)).status).toBe(404)
})

test('an approved report takes no picture and no second approval, and a draft is not reopened', async () => {
  expect(await code('reopen', { reason: 'Why not' })).toBe('state')
  await post('approve')
  expect(await code('approve')).toBe('state')
  expect(await code('submit')).toBe('state')
  const picture = await olga.call('POST', `/sessions/${id}/pictures`, { body: new Uint8Array(10) })
  expect([picture.status, (await picture.json()).code]).toEqual([409, 'state'])
})

test('rapporteurs hand in and take back, moderators and organisers approve, readers read', async () => {
  const ray = (await guest(olga, id, 'rapporteur', 'Ray')).client
  const rita = (await guest(olga, id, 'reader', 'Rita')).client
  expect(await post('submit', undefined, ray)).toEqual({ state: 'review' })
  expect(await code('submit', undefined, ray)).toBe('state')
  expect(await code('approve', undefined, ray)).toBe('not-allowed')
  expect(await post('withdraw', undefined, ray)).toEqual({ state: 'draft' })
  expect(await code('submit', undefined, rita)).toBe('not-allowed')
  expect((await rita.call('GET', `/sessions/${id}/report`)).status).toBe(200)
})

test('every step is kept with who, what and why', async () => {
  const ray = (await guest(olga, id, 'rapporteur', 'Ray')).client
  await post('submit', undefined, ray)
  const { approval } = await post('approve')
  await post('reopen', { reason: 'A name is misspelt' })
  const steps = await ray.ask<{ actor: string; action: string; detail: string }[]>(
    'GET',
    `/sessions/${id}/steps`,
  )
  expect(steps.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
    ['Olga', 'created', ''],
    ['Olga', 'link-made', 'rapporteur'],
    ['Ray', 'joined', 'rapporteur'],
    ['Ray', 'submitted', ''],
    ['Olga', 'approved', approval!.sha256],
    ['Olga', 'reopened', 'A name is misspelt'],
  ])
})
