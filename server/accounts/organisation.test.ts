import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Client, ORGANISER, organiser, secretOf, startWorld, type World } from '../api/testing'
import { type Person, startProvider } from './testing'

let person: Person
let provider: Awaited<ReturnType<typeof startProvider>>
let world: World

beforeAll(async () => {
  provider = await startProvider('http://localhost:3000', () => person)
})
afterAll(() => provider.stop())

const start = (more: Record<string, string> = {}) => startWorld({ ...provider.env, ...more })

beforeEach(async () => {
  world = await start()
  person = { sub: 'u-1', name: 'Olga P.', email: ORGANISER.email, email_verified: true }
})
afterEach(() => world.end())

/** Presses the button: our page → the provider → back to us. Answers where the browser ends, and the first address. */
async function signInThere(browser: Client): Promise<{ end: URL; asked: URL }> {
  const { csrfToken } = (await (await browser.auth('csrf')).json()) as { csrfToken: string }
  const asked = new URL((await browser.auth('signin/oidc', { csrfToken })).headers.get('location')!)
  const cookies = new Map<string, string>()
  let at = asked
  while (at.origin === provider.issuer) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name, ...value] = line.split(';')[0]!.split('=')
      cookies.set(name!, value.join('='))
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`${at}: ${response.status} ${await response.text()}`)
    at = new URL(location, at)
  }
  const back = await browser.auth(`${at.pathname.slice('/api/auth/'.length)}${at.search}`)
  return { end: await browser.follow(back), asked }
}

test('who has an account comes in by the organisation’s sign-in, with code, PKCE, state and nonce', async () => {
  await organiser(world)
  const browser = new Client(world.config.baseUrl)
  const { end, asked } = await signInThere(browser)
  expect(end.searchParams.get('error')).toBeNull()
  expect(asked.searchParams.get('response_type')).toBe('code')
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256')
  expect([...asked.searchParams.keys()]).toEqual(expect.arrayContaining(['state', 'nonce', 'code_challenge']))
  expect(await browser.ask('GET', '/me')).toMatchObject({ name: 'Olga', email: ORGANISER.email })
  await browser.signOut()
  expect((await browser.call('GET', '/me')).status).toBe(401)
})

test('who was not invited is turned away, and no account is made', async () => {
  await organiser(world)
  person = { ...person, email: 'stranger@example.org' }
  const browser = new Client(world.config.baseUrl)
  const { end } = await signInThere(browser)
  expect(`${end.pathname}${end.search}`).toBe('/signin?error=uninvited')
  expect((await browser.call('GET', '/me')).status).toBe(401)
  expect(await world.store.users.count()).toBe(1)
})

test('an e-mail address that the provider does not vouch for opens nobody’s account', async () => {
  await organiser(world)
  person = { ...person, email_verified: false }
  const browser = new Client(world.config.baseUrl)
  expect((await signInThere(browser)).end.search).toBe('?error=unverified')
  expect((await browser.call('GET', '/me')).status).toBe(401)
})

test('who carries an invitation gets an account without a password, and accepts it with that', async () => {
  const olga = await organiser(world)
  const event = await olga.ask<{ id: string }>('POST', '/events', { name: 'An event' })
  const { url } = await olga.ask<{ url: string }>('POST', `/events/${event.id}/links`, { role: 'organiser' })
  person = { sub: 'u-2', name: 'Mo', email: 'Mo@Example.org', email_verified: true }
  const browser = new Client(world.config.baseUrl)
  await browser.ask('POST', '/links/look', { secret: secretOf(url) })
  expect((await signInThere(browser)).end.searchParams.get('error')).toBeNull()
  expect(await browser.ask('GET', '/me')).toMatchObject({ name: 'Mo', email: 'mo@example.org' })
  await browser.ask('POST', '/links/accept', { secret: secretOf(url) })
  expect(await browser.ask('GET', `/events/${event.id}`)).toMatchObject({ role: 'organiser' })
  expect(
    (await new Client(world.config.baseUrl).signIn('mo@example.org', '')).searchParams.get('error'),
  ).toBe('wrong')
})

test('with OIDC_SIGNUP=1 whoever the provider knows gets an account, and belongs to nothing yet', async () => {
  await world.end()
  world = await start({ OIDC_SIGNUP: '1' })
  await organiser(world)
  person = { ...person, email: 'new@example.org' }
  const browser = new Client(world.config.baseUrl)
  await signInThere(browser)
  expect(await browser.ask('GET', '/me')).toMatchObject({ email: 'new@example.org', mayCreateEvents: false })
  expect(await browser.ask('GET', '/events')).toEqual([])
})

test('an answer that another browser asked for is not taken', async () => {
  await organiser(world)
  const browser = new Client(world.config.baseUrl)
  const end = await browser.follow(await browser.auth('callback/oidc?code=stolen&state=made-up'))
  expect(end.searchParams.get('error')).toBeTruthy()
  expect((await browser.call('GET', '/me')).status).toBe(401)
})
