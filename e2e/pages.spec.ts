import { InvitePage } from './pages/invite-page'
import { JoinPage } from './pages/join-page'
import { BO, KIM } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

const ACCOUNT = { email: 'ana@example.org', password: 'a long enough password' }

test('an event and a session are made with the keyboard alone', async ({ ana }) => {
  const { page } = ana
  const { keyboard } = page
  const focused = page.locator(':focus')
  async function tabTo(name: string) {
    // More presses than the longest page has stops: a date has four, and after the last comes the first.
    for (let press = 0; press < 60; press++) {
      await keyboard.press('Tab')
      const label = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return ''
        const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent)
        return [element.getAttribute('aria-label'), ...labels, element.textContent].join(' ')
      })
      if (label.includes(name)) return
    }
    throw new Error(`Tab does not reach “${name}”`)
  }

  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'My events' })).toBeVisible()
  await keyboard.press('Tab')
  await expect(focused).toHaveText('Skip to the content')
  await tabTo('New event')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'New event' })).toBeVisible()

  await test.step('what is missing is said at its field, which gets the focus', async () => {
    await tabTo('Create the event')
    await keyboard.press('Enter')
    await expect(page.getByLabel('Name of the event')).toBeFocused()
    await expect(page.getByLabel('Name of the event')).toHaveAccessibleDescription('Please write a name.')
  })
  await keyboard.type('Assemblée générale')
  await tabTo('Add a language')
  await keyboard.type('French')
  await keyboard.press('Enter')
  await tabTo('Forum session')
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'IGF workshop' })).toBeChecked()
  await expect(page.getByText('Way forward')).toBeVisible()
  await tabTo('Create the event')
  await keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Assemblée générale' })).toBeVisible()
  await tabTo('New session')
  await keyboard.press('Enter')
  await expect(page.getByLabel('Title of the session')).toBeFocused()
  await keyboard.type('Des monnaies locales')
  await tabTo('Language of the report')
  await keyboard.type('French')
  await keyboard.press('Enter')
  await tabTo('Create the session')
  await keyboard.press('Enter')
  await page.waitForURL(/\/sessions\//)
  await expect(page.getByRole('textbox', { name: /Title of the session|Titre/ })).toHaveValue(
    'Des monnaies locales',
  )
})

test('what is not there, and what is not for you, is said in a sentence', async ({ ana, person }) => {
  const session = await makeSession(ana, { title: 'Power of Community' })
  const other = await makeSession(ana, { title: 'Another session' })
  const { page } = ana
  for (const [path, sentence] of [
    ['/nowhere', 'There is no such page'],
    ['/events/nowhere', 'There is no such event'],
    ['/sessions/nowhere', 'There is no such session'],
  ] as const) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: sentence })).toBeVisible()
    await expect(page.getByRole('link', { name: 'To the start page' })).toBeVisible()
  }

  const kim = await person(KIM)
  await new InvitePage(kim.page).acceptAsNew(await makeLink(ana, session, 'moderator'), {
    name: KIM,
    email: 'kim.pages@example.org',
    password: ACCOUNT.password,
  })
  for (const path of [`/sessions/${other}`, '/events/new']) {
    expect((await kim.page.goto(path))?.status(), path).toBe(403)
    await expect(kim.page.getByRole('heading', { name: 'You have no access here' })).toBeVisible()
  }
  await kim.page.goto('/')
  await expect(kim.page.getByRole('link', { name: 'Power of Community' })).toBeVisible()
  await expect(kim.page.getByRole('link', { name: 'Another session' })).toHaveCount(0)
})

test('signing in leads to the page that was asked for, and signing out leads away', async ({ person }) => {
  const { page } = await person('Ana in another browser')
  await page.goto('/account/tokens')
  await expect(page).toHaveURL(/\/signin\?next=/)
  await page.getByLabel('E-mail address').fill(ACCOUNT.email)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This e-mail address and password do not belong together.')).toBeVisible()

  await page.getByLabel('Password').fill(ACCOUNT.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'API tokens' })).toBeVisible()

  await page.getByRole('button', { name: /^Account and settings/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'The report is written while' })).toBeVisible()
  await page.goto('/account/tokens')
  await expect(page).toHaveURL(/\/signin/)
})

test('a join link shows where it leads, hides its secret, and stops working when it is revoked', async ({
  ana,
  person,
}) => {
  const session = await makeSession(ana, { title: 'Power of Community' })
  const link = await makeLink(ana, session, 'rapporteur')
  const bo = await person(BO)
  await bo.page.goto(link)
  await expect(bo.page.getByRole('heading', { name: 'Power of Community' })).toBeVisible()
  expect(bo.page.url()).not.toContain('#')
  await bo.page.reload()
  await bo.page.getByRole('button', { name: 'Join the session' }).click()
  await expect(bo.page.getByLabel('Your name')).toHaveAccessibleDescription(/Please write a name/)
  await new JoinPage(bo.page).join(link, BO)

  const { page } = ana
  await page.goto('/')
  await page.getByRole('link', { name: 'Forum' }).first().click()
  await page.getByRole('button', { name: 'Invite people to' }).first().click()
  await page.getByRole('button', { name: 'Revoke' }).first().click()
  await expect(page.getByText('The link is revoked.', { exact: false }).first()).toBeVisible()

  const late = await person('Cam, who comes late')
  await late.page.goto(link)
  await expect(late.page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await expect(late.page.getByText('It has been revoked.')).toBeVisible()
  await expect(late.page.getByRole('link', { name: 'To the start page' })).toBeVisible()
})

test('a token is shown once, works, and stops working when it is revoked', async ({ ana, server }) => {
  const { page } = ana
  await page.goto('/account/tokens')
  await page.getByLabel('What for').fill('Programme import')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const token = await page.getByRole('textbox', { name: 'Token' }).inputValue()
  const me = () => fetch(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect((await me()).status).toBe(200)
  await page.reload()
  await expect(page.getByText('Programme import')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Token' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke “Programme import”' }).click()
  await expect(page.getByText('You have no tokens.')).toBeVisible()
  expect((await me()).status).toBe(401)
})
