import { makeSession } from './programme'
import { expect, test } from './test'

test('times of day are those of the reader’s own clock', async ({ ana, browser, server, signedIn }) => {
  const session = await makeSession(ana, { title: 'Power of Community' })
  const clocks = ['Asia/Seoul', 'America/Montevideo']
  const times = await Promise.all(
    clocks.map(async (timezoneId) => {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: 'en-GB',
        timezoneId,
        storageState: JSON.parse(signedIn),
      })
      const page = await context.newPage()
      await page.goto(`/sessions/${session}`)
      await page.getByRole('button', { name: 'State of the report: Draft' }).click()
      await page.getByRole('menuitem', { name: 'Log of steps' }).click()
      const time = await page.getByRole('dialog').locator('time').first().textContent()
      await context.close()
      return time
    }),
  )
  expect(times[0]).not.toBe(times[1])
})

test('language and colours follow the browser until one chooses, and then stay', async ({ person }) => {
  const { page } = await person('somebody')
  const html = page.locator('html')
  await page.goto('/')
  await expect(html).toHaveAttribute('lang', 'en')
  await page.emulateMedia({ colorScheme: 'dark' })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await background()

  await page.getByRole('button', { name: 'Language and colours' }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await expect(html).toHaveAttribute('data-theme', 'light')
  expect(await background()).not.toBe(dark)
  await page.getByRole('button', { name: 'Language and colours' }).click()
  await page.getByRole('menuitemradio', { name: 'français' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Le rapport s’écrit' })).toBeVisible()

  const answer = await page.reload()
  expect(await answer?.text()).toContain('<html lang="fr" data-theme="light"')
})

test('the pages are in French for a browser that prefers it', async ({ browser, server, signedIn }) => {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    storageState: JSON.parse(signedIn),
  })
  const page = await context.newPage()
  for (const [path, heading] of [
    ['/', 'Mes événements'],
    ['/events/new', 'Nouvel événement'],
    ['/account/tokens', 'Jetons d’API'],
    ['/nowhere', 'Cette page n’existe pas'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
  await page.goto('/events/new')
  await page.getByRole('button', { name: 'Créer l’événement' }).click()
  await expect(page.getByLabel('Nom de l’événement')).toHaveAccessibleDescription('Indiquez un nom.')
  await context.close()
})
