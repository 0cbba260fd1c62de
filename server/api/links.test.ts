import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Client, guest, ORGANISER, secretOf, session, startWorld, type World } from './testing'

let world: World
let olga: Client
let id: string
let event: string
beforeEach(async () => {
  world = await startWorld()
  ;({ olga, session: id, event } = await session(world))
})
afterEach(async () => {
  vi.useRealTimers()
  await world.end()
})

const DAY = 24 * 60 * 60 * 1000

type Link = { id: string; url: string; role: string; expiresAt: number; mailed: boolean }
const link = (body: object) => olga.ask<Link>('POST', `/sessions/${id}/links`, body)
const browser = () => new Client(world.config.baseUrl)
const problem = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
]

test('whoever has a join link comes in by a name, into that session only', async () => {
  const { client } = await guest(olga, id, 'rapporteur', 'Ray')
  expect(await client.ask('GET', `/sessions/${id}`)).toMatchObject({
    role: 'rapporteur',
    me: { name: 'Ray' },
  })
  const other = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, {})
  expect((await client.call('GET', `/sessions/${other.id}`)).status).toBe(401)
  expect((await client.call('GET', `/events/${event}`)).status).toBe(401)
  expect(await problem(await client.call('GET', `/sessions/${id}/links`))).toEqual([403, 'not-allowed'])
})

test('one browser can be a guest of several sessions', async () => {
  const { client } = await guest(olga, id, 'rapporteur', 'Ray')
  const other = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, {})
  const { url } = await olga.ask<Link>('POST', `/sessions/${other.id}/links`, { role: 'reader' })
  await client.ask('POST', '/links/join', { secret: secretOf(url), name: 'Raymond' })
  expect(await client.ask('GET', `/sessions/${id}`)).toMatchObject({
    role: 'rapporteur',
    me: { name: 'Ray' },
  })
  expect(await client.ask('GET', `/sessions/${other.id}`)).toMatchObject({ role: 'reader' })
})

test('who joins a second time in the same browser is still one person, by the name given last', async () => {
  const { client, link } = await guest(olga, id, 'rapporteur', 'Ray')
  const secret = secretOf(link.url)
  expect(await client.ask('POST', '/links/look', { secret })).toMatchObject({
    you: { kind: 'guest', name: 'Ray' },
  })
  await client.ask('POST', '/links/join', { secret, name: 'Raymond' })
  expect(await client.ask('GET', `/sessions/${id}`)).toMatchObject({ me: { name: 'Raymond' } })
  expect(await olga.ask('GET', `/sessions/${id}/people`)).toMatchObject([
    { name: 'Olga' },
    { name: 'Raymond' },
  ])
})

test('a reader who opens a rapporteur’s link becomes one, and a rapporteur stays one', async () => {
  const { client } = await guest(olga, id, 'reader', 'Ray')
  const rapporteur = await link({ role: 'rapporteur' })
  await client.ask('POST', '/links/join', { secret: secretOf(rapporteur.url), name: 'Ray' })
  expect(await client.ask('GET', `/sessions/${id}`)).toMatchObject({ role: 'rapporteur' })
  const reader = await link({ role: 'reader' })
  await client.ask('POST', '/links/join', { secret: secretOf(reader.url), name: 'Ray' })
  expect(await client.ask('GET', `/sessions/${id}`)).toMatchObject({ role: 'rapporteur' })
  expect(await olga.ask('GET', `/sessions/${id}/people`)).toHaveLength(2)
})

test('who is signed in joins as that account, and finds the session again', async () => {
  const mo = browser()
  const elsewhere = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, {})
  const invitation = await olga.ask<Link>('POST', `/sessions/${elsewhere.id}/links`, { role: 'moderator' })
  const account = { name: 'Mo', email: 'mo@example.org', password: 'long enough too' }
  await mo.ask('POST', '/links/accept', { secret: secretOf(invitation.url), ...account })
  const { url } = await link({ role: 'rapporteur' })
  await mo.ask('POST', '/links/join', { secret: secretOf(url), name: 'Somebody else' })
  expect(await mo.ask('GET', `/events/${event}/sessions`)).toMatchObject([
    { id, role: 'rapporteur' },
    { id: elsewhere.id, role: 'moderator' },
  ])
  await olga.ask('POST', '/links/join', { secret: secretOf(url), name: 'Olga' })
  expect(await olga.ask('GET', `/sessions/${id}/people`)).toMatchObject([
    { name: 'Olga', role: 'organiser' },
    { name: 'Mo', kind: 'account' },
  ])
})

test('a link’s secret stands in its address’s fragment and nowhere in the database', async () => {
  const { url } = await link({ role: 'rapporteur' })
  expect(url).toMatch(/^http:\/\/localhost:3000\/join#[\w-]{43}$/)
  expect(JSON.stringify(await world.store.links.ofSession(id))).not.toContain(secretOf(url))
  expect(await browser().ask('POST', '/links/look', { secret: secretOf(url) })).toEqual({
    kind: 'join',
    role: 'rapporteur',
    event: { id: event, name: 'An event' },
    session: { id, title: 'A session' },
  })
})

test('revoking a join link ends what came by it, and lets nobody in any more', async () => {
  const ray = await guest(olga, id, 'rapporteur', 'Ray')
  const rita = await guest(olga, id, 'reader', 'Rita')
  await olga.ask('DELETE', `/sessions/${id}/links/${ray.link.id}`)
  expect((await ray.client.call('GET', `/sessions/${id}`)).status).toBe(401)
  expect((await rita.client.call('GET', `/sessions/${id}`)).status).toBe(200)
  const late = await browser().call('POST', '/links/join', {
    body: { secret: secretOf(ray.link.url), name: 'X' },
  })
  expect(await problem(late)).toEqual([410, 'link-revoked'])
  expect((await olga.call('DELETE', `/sessions/${id}/links/none`)).status).toBe(404)
})

test('a link is good for two weeks, or as long as was said, and not a moment longer', async () => {
  const { url } = await link({ role: 'rapporteur' })
  const week = await link({ role: 'reader', days: 7 })
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now })
  expect(week.expiresAt - now).toBeLessThanOrEqual(7 * DAY)
  vi.setSystemTime(now + 8 * DAY)
  const late = await browser().call('POST', '/links/join', {
    body: { secret: secretOf(week.url), name: 'X' },
  })
  expect(await problem(late)).toEqual([410, 'link-expired'])
  await browser().ask('POST', '/links/join', { secret: secretOf(url), name: 'Ray' })
  vi.setSystemTime(now + 15 * DAY)
  expect((await browser().call('POST', '/links/look', { body: { secret: secretOf(url) } })).status).toBe(410)
})

test('a moderator accepts an invitation with a new account, once, and is signed in', async () => {
  const { url } = await link({ role: 'moderator', email: 'mo@example.org' })
  expect(url).toContain('/invite#')
  const mo = browser()
  const answer = { secret: secretOf(url), name: 'Mo', password: 'long enough too' }
  expect(await mo.ask('POST', '/links/accept', answer)).toEqual({ session: id, event })
  expect(await mo.ask('GET', `/sessions/${id}`)).toMatchObject({ role: 'moderator', me: { name: 'Mo' } })
  expect(await mo.ask('GET', '/me')).toMatchObject({ email: 'mo@example.org', mayCreateEvents: false })
  expect(await problem(await browser().call('POST', '/links/accept', { body: answer }))).toEqual([
    410,
    'link-used',
  ])
})

test('an invitation for one address is not accepted with another account', async () => {
  const { url } = await link({ role: 'moderator', email: 'mo@example.org' })
  const response = await olga.call('POST', '/links/accept', { body: { secret: secretOf(url) } })
  expect(await problem(response)).toEqual([403, 'other-account'])
  expect(await browser().ask('POST', '/links/look', { secret: secretOf(url) })).toMatchObject({
    kind: 'invite',
    email: 'mo@example.org',
  })
})

test('who has an account accepts with its password, and nobody else with the address alone', async () => {
  const { url } = await olga.ask<Link>('POST', `/events/${event}/links`, {
    role: 'organiser',
    email: 'mo@example.org',
  })
  await browser().ask('POST', '/links/accept', {
    secret: secretOf(url),
    name: 'Mo',
    password: 'long enough too',
  })
  const second = await link({ role: 'moderator', email: 'mo@example.org' })
  const secret = secretOf(second.url)
  const wrong = await browser().call('POST', '/links/accept', {
    body: { secret, name: 'Mo', password: 'something else' },
  })
  expect(await problem(wrong)).toEqual([401, 'wrong'])
  const mo = browser()
  await mo.ask('POST', '/links/accept', { secret, password: 'long enough too' })
  expect(await mo.ask('GET', `/events/${event}`)).toMatchObject({ role: 'organiser' })
})

test('an invited organiser may create events', async () => {
  const { url } = await olga.ask<Link>('POST', `/events/${event}/links`, { role: 'organiser' })
  const otto = browser()
  await otto.ask('POST', '/links/accept', {
    secret: secretOf(url),
    name: 'Otto',
    email: 'otto@example.org',
    password: 'long enough too',
  })
  expect(await otto.ask('POST', '/events', { name: 'Another' })).toMatchObject({ name: 'Another' })
})

test('what an invitation lacks is named by its path', async () => {
  const { url } = await link({ role: 'moderator' })
  const response = await browser().call('POST', '/links/accept', {
    body: { secret: secretOf(url), name: 'Mo' },
  })
  expect(await response.json()).toMatchObject({ status: 422, faults: [{ path: 'email' }] })
})

test('people are listed, and removed one by one', async () => {
  const { client } = await guest(olga, id, 'rapporteur', 'Ray')
  const people = await olga.ask<{ membership: string; name: string; ofEvent: boolean }[]>(
    'GET',
    `/sessions/${id}/people`,
  )
  expect(people).toMatchObject([
    { name: 'Olga', role: 'organiser', kind: 'account', email: ORGANISER.email, ofEvent: true },
    { name: 'Ray', role: 'rapporteur', kind: 'guest', email: null, ofEvent: false },
  ])
  await olga.ask('DELETE', `/sessions/${id}/people/${people[1]!.membership}`)
  expect((await client.call('GET', `/sessions/${id}`)).status).toBe(401)
  const organiser = await olga.call('DELETE', `/sessions/${id}/people/${people[0]!.membership}`)
  expect(await problem(organiser)).toEqual([409, 'of-event'])
})
