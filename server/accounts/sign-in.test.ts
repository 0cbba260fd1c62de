import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readRefusal } from '@/lib/api/sign-in'
import { Client, ORGANISER, organiser, startWorld, type World } from '../api/testing'
import { signIn } from './sign-in'
import { visitorOfRequest } from './visitor'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(async () => {
  vi.useRealTimers()
  await world.end()
})

test('the right password signs in, and signing out ends it in every copy of the cookie', async () => {
  await organiser(world)
  const browser = new Client(world.config.baseUrl)
  const to = await browser.signIn('Olga@Example.org', ORGANISER.password)
  expect(to.searchParams.get('error')).toBeNull()
  expect(await browser.ask('GET', '/me')).toMatchObject({ name: 'Olga', email: 'olga@example.org' })
  const copy = new Client(world.config.baseUrl)
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
  await browser.signOut()
  expect((await browser.call('GET', '/me')).status).toBe(401)
  expect((await copy.call('GET', '/me')).status).toBe(401)
  expect(await (await copy.auth('session')).json()).toEqual({})
})

test('a wrong password and an unknown address are refused alike', async () => {
  await organiser(world)
  for (const email of [ORGANISER.email, 'nobody@example.org']) {
    const to = await new Client(world.config.baseUrl).signIn(email, 'wrong wrong wrong')
    expect([to.pathname, readRefusal(to.searchParams.get('error')!)]).toEqual(['/signin', { kind: 'wrong' }])
  }
})

test('after five wrong passwords even the right one must wait, from that address only', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  await organiser(world)
  const guess = (password: string, address = '203.0.113.9') =>
    signIn({ email: ORGANISER.email, password, address })
  for (let count = 0; count < 5; count++) expect(await guess('wrong')).toEqual({ refusal: { kind: 'wrong' } })
  const refused = await guess(ORGANISER.password)
  expect(refused).toMatchObject({ refusal: { kind: 'wait' } })
  expect(await guess(ORGANISER.password, '203.0.113.10')).toMatchObject({ user: { name: 'Olga' } })
})

test('a raw upgrade request is known by its cookie', async () => {
  const olga = await organiser(world)
  const cookie = [...olga.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const upgrade = { url: '/collab/none', headers: { cookie } } as unknown as Parameters<
    typeof visitorOfRequest
  >[0]
  expect(await visitorOfRequest(upgrade)).toMatchObject({ kind: 'user', user: { name: 'Olga' } })
  const forged = { url: '/', headers: { cookie: cookie.slice(0, -4) } } as unknown as typeof upgrade
  expect(await visitorOfRequest(forged)).toBeUndefined()
})

test('behind https the cookies are secure', async () => {
  await world.end()
  world = await startWorld({ PUBLIC_URL: 'https://reports.example.org' })
  const olga = await organiser(world)
  expect([...olga.cookies.keys()]).toContain('__Secure-next-auth.session-token')
  const other = new Client(world.config.baseUrl)
  const { csrfToken } = (await (await other.auth('csrf')).json()) as { csrfToken: string }
  const response = await other.auth('callback/credentials', { ...ORGANISER, csrfToken })
  const login = response.headers.getSetCookie().find((line) => line.includes('session-token'))
  expect(login).toMatch(/^__Secure-.*; HttpOnly; Secure; SameSite=Lax/)
})

test('a form larger than any of ours is not read into the memory', async () => {
  const { status } = await new Client(world.config.baseUrl).auth('callback/credentials', {
    email: ORGANISER.email,
    password: 'x'.repeat(200_000),
  })
  expect(status).toBe(413)
})
