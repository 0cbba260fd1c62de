import { test as base } from '@playwright/test'
import { type Between, startProxy, type Upgrades } from '@/server/testing-proxy'
import { SignInPage } from './pages/sign-in-page'
import { ANA, open, type Somebody } from './people'
import { type Server, startServer } from './server'

export { expect } from '@playwright/test'

/** Ana's. */
export const ACCOUNT = { email: 'ana@example.org', password: 'a long enough password' }

type Fixtures = {
  /** Opens a window for somebody, on the worker's server; it is closed after the test. */
  person: (name: string) => Promise<Somebody>
  /** The same behind a proxy of their own, which does what is asked of it. */
  behindProxy: (name: string, upgrades?: Upgrades) => Promise<Somebody & { proxy: Between }>
  /** Ana, signed in as the organiser. */
  ana: Somebody
}
type WorkerFixtures = { server: Server; signedIn: string }

/** Tests with a server for each worker, which has one account: Ana's. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const server = await startServer({ ADMIN_EMAIL: ACCOUNT.email, ADMIN_PASSWORD: ACCOUNT.password })
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  signedIn: [
    async ({ browser, server }, use) => {
      const { context, page } = await open(browser, ANA, { baseURL: server.url })
      await new SignInPage(page).signIn(ACCOUNT.email, ACCOUNT.password)
      const state = JSON.stringify(await context.storageState())
      await context.close()
      await use(state)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  person: async ({ browser, server }, use) => {
    const opened: Somebody[] = []
    await use(async (name) => {
      const somebody = await open(browser, name, { baseURL: server.url })
      opened.push(somebody)
      return somebody
    })
    for (const { context } of opened) await context.close()
  },
  behindProxy: async ({ browser, server }, use) => {
    const opened: (Somebody & { proxy: Between })[] = []
    await use(async (name, upgrades) => {
      const proxy = await startProxy(Number(new URL(server.url).port), upgrades)
      const somebody = { ...(await open(browser, name, { baseURL: proxy.url })), proxy }
      opened.push(somebody)
      return somebody
    })
    for (const { context, proxy } of opened) {
      await context.close()
      await proxy.stop()
    }
  },
  ana: async ({ browser, server, signedIn }, use) => {
    const ana = await open(browser, ANA, { baseURL: server.url, storageState: JSON.parse(signedIn) })
    await use(ana)
    await ana.context.close()
  },
})
