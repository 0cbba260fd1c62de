import { expect, test } from '@playwright/test'
import { type Person, startProvider } from '@/server/accounts/testing'
import { freePort } from '@/server/testing'
import { SignInPage } from './pages/sign-in-page'
import { ANA, KIM, open } from './people'
import { makeLink, makeSession } from './programme'
import { type Server, startServer } from './server'

const ACCOUNT = { email: 'ana@example.org', password: 'a long enough password' }

let person: Person
let provider: Awaited<ReturnType<typeof startProvider>>
let server: Server
test.beforeAll(async () => {
  const port = await freePort()
  provider = await startProvider(`http://localhost:${port}`, () => person)
  const admin = { ADMIN_EMAIL: ACCOUNT.email, ADMIN_PASSWORD: ACCOUNT.password }
  server = await startServer({ ...provider.env, ...admin }, port)
})
test.afterAll(async () => {
  await server.stop()
  provider.stop()
})

test('an invited moderator comes in by the organisation’s own sign-in, and a stranger does not', async ({
  browser,
}) => {
  const ana = await open(browser, ANA, { baseURL: server.url })
  await new SignInPage(ana.page).signIn(ACCOUNT.email, ACCOUNT.password)
  const session = await makeSession(ana, { title: 'Power of Community' })
  const invitation = await makeLink(ana, session, 'moderator')
  const { page } = await open(browser, KIM, { baseURL: server.url })

  await test.step('whom nobody invited is told so', async () => {
    person = { sub: 'kim', name: 'Young Kim', email: 'kim@example.org', email_verified: true }
    await page.goto('/signin')
    await page.getByRole('button', { name: 'Sign in with The University' }).click()
    await expect(page.getByText('You have no account here yet.')).toBeVisible()
  })

  await test.step('the invitation outlasts the way to the provider and back', async () => {
    await page.goto(invitation)
    await page.getByRole('button', { name: 'Go on with The University' }).click()
    await page.getByRole('button', { name: 'Accept as Young Kim' }).click()
    await expect(page.getByRole('textbox', { name: 'Title of the session' })).toHaveValue(
      'Power of Community',
    )
  })

  await test.step('the next time the button is enough, and leads to the page that was asked for', async () => {
    await page.context().clearCookies()
    await page.goto(`/sessions/${session}`)
    await page.getByRole('button', { name: 'Sign in with The University' }).click()
    await expect(page.getByRole('textbox', { name: 'Title of the session' })).toBeVisible()
  })
})
