import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gsef2020 } from '@/lib/report/samples'
import { withoutHints } from '@/lib/report/template'
import { Client, ORGANISER, organiser, startWorld, type World } from './testing'

let world: World
let stranger: Client
beforeEach(async () => {
  world = await startWorld()
  stranger = new Client(world.config.baseUrl)
})
afterEach(async () => {
  vi.useRealTimers()
  await world.end()
})

const basic = (email: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
})

test('the instance can be claimed once, even by two at the same moment', async () => {
  const claim = (name: string) =>
    new Client(world.config.baseUrl).call('POST', '/setup', {
      body: { secret: world.setup, ...ORGANISER, name, email: `${name}@example.org` },
    })
  const both = await Promise.all([claim('ana'), claim('bo')])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410])
  const late = await claim('cleo')
  expect([late.status, (await late.json()).code]).toEqual([410, 'link-used'])
  expect(await world.store.users.count()).toBe(1)
})

test('without the secret of the setup link nobody claims the instance', async () => {
  const response = await stranger.call('POST', '/setup', { body: { secret: 'guess', ...ORGANISER } })
  expect([response.status, (await response.json()).code]).toEqual([404, 'unknown-link'])
  expect(await world.store.users.count()).toBe(0)
})

test('the example event holds the real report, and its maker is signed in', async () => {
  const made = await stranger.ask<{ event: string; session: string }>('POST', '/setup', {
    secret: world.setup,
    ...ORGANISER,
    example: true,
  })
  const { stamp: _, ...report } = await stranger.ask<{ stamp: unknown }>(
    'GET',
    `/sessions/${made.session}/report`,
  )
  expect(report).toEqual({ ...gsef2020, template: withoutHints(gsef2020.template) })
  expect(await stranger.ask('GET', `/events/${made.event}`)).toMatchObject({
    name: gsef2020.details.event,
    theme: gsef2020.details.theme,
    startDate: gsef2020.details.eventStart,
    role: 'organiser',
  })
})

test('a token is made by password, listed, used and revoked', async () => {
  const olga = await organiser(world)
  const made = await stranger.call('POST', '/tokens', { headers: basic(ORGANISER.email, ORGANISER.password) })
  expect(made.status).toBe(201)
  const { token, id } = (await made.json()) as { token: string; id: string }
  const script = new Client(world.config.baseUrl, token)
  expect(await script.ask('GET', '/me')).toMatchObject({ email: ORGANISER.email })
  expect(await olga.ask('GET', '/tokens')).toMatchObject([{ id, label: 'API' }])
  expect(JSON.stringify(await olga.ask('GET', '/tokens'))).not.toContain(token)
  await olga.ask('DELETE', `/tokens/${id}`)
  expect((await script.call('GET', '/me')).status).toBe(401)
  expect(await olga.ask('GET', '/tokens')).toEqual([])
  expect((await olga.call('DELETE', '/tokens/unknown')).status).toBe(404)
})

test('a token is not made with a wrong password, nor with another token', async () => {
  await organiser(world)
  const wrong = await stranger.call('POST', '/tokens', { headers: basic(ORGANISER.email, 'not this one') })
  expect([wrong.status, (await wrong.json()).code]).toEqual([401, 'wrong'])
  const right = await stranger.call('POST', '/tokens', {
    headers: basic(ORGANISER.email, ORGANISER.password),
  })
  const script = new Client(world.config.baseUrl, (await right.json()).token)
  expect((await script.call('POST', '/tokens')).status).toBe(401)
})

test('who is nobody is told what to send: a token, or a good one', async () => {
  const told = async (headers: Record<string, string>) =>
    (await (await stranger.call('GET', '/me', { headers })).json()).detail
  const send = 'Sign in first, or send a bearer token.'
  expect(await told({})).toBe(send)
  expect(await told(basic(ORGANISER.email, ORGANISER.password))).toBe(send)
  expect(await told({ authorization: 'Bearer abc' })).toBe('This token is unknown, revoked or expired.')
})

test('too many wrong passwords are told when to try again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await organiser(world)
  const headers = { ...basic(ORGANISER.email, 'wrong'), 'x-forwarded-for': '198.51.100.7' }
  let response = await stranger.call('POST', '/tokens', { headers })
  for (let count = 0; count < 5; count++) response = await stranger.call('POST', '/tokens', { headers })
  expect(response.status).toBe(429)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await response.json()).detail).toMatch(/^Too many wrong passwords. Try again in \d+ seconds?\.$/)
})

test('a page of another site cannot change anything with somebody’s cookies', async () => {
  const olga = await organiser(world)
  const other = await olga.call('POST', '/events', {
    body: { name: 'X' },
    headers: { origin: 'https://evil.example' },
  })
  expect([other.status, (await other.json()).code]).toEqual([403, 'other-origin'])
  // A password that the browser was asked for once goes along by itself, and excuses nothing.
  for (const authorization of [basic('anna', 'any').authorization, 'Bearer ', 'Bearer a b']) {
    const headers = { origin: 'https://evil.example', authorization }
    expect((await olga.call('POST', '/events', { body: { name: 'X' }, headers })).status).toBe(403)
  }
  expect(await olga.ask('GET', '/events')).toEqual([])
  expect((await olga.call('GET', '/me', { headers: { origin: 'https://evil.example' } })).status).toBe(200)
})

test('ADMIN_EMAIL and ADMIN_PASSWORD make the first organiser instead of a link', async () => {
  await world.end()
  world = await startWorld({ ADMIN_EMAIL: 'Root@example.org', ADMIN_PASSWORD: 'unattended install' })
  expect(world.setup).toBe('')
  const made = await stranger.call('POST', '/tokens', {
    headers: basic('root@example.org', 'unattended install'),
  })
  expect(made.status).toBe(201)
})
