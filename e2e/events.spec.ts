import { InvitePage } from './pages/invite-page'
import { ReportPage } from './pages/report-page'
import { makeSession } from './programme'
import { expect, test } from './test'

test('an event’s page says who organises it, and its sessions’ titles as they are now', async ({
  ana,
  person,
}) => {
  const { page } = ana
  const report = new ReportPage(page)
  await report.open(await makeSession(ana, { title: 'Working title' }))
  await report.field('Title of the session').fill('Power of Community')
  await report.isSaved()
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Power of Community' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Forum' }).first().click()
  await page.getByRole('tab', { name: 'Organisers' }).click()
  await expect(page.getByText('ana@example.org')).toBeVisible()

  await page.getByRole('button', { name: 'Make a link' }).click()
  const { page: oli } = await person('Oli the organiser')
  await new InvitePage(oli).acceptAsNew(await page.getByRole('textbox', { name: 'Link' }).inputValue(), {
    name: 'Oli',
    email: 'oli@example.org',
    password: 'a long enough password',
  })
  await expect(oli.getByRole('heading', { level: 1, name: 'Forum' })).toBeVisible()
  await page.reload()
  await page.getByRole('tab', { name: 'Organisers' }).click()
  await expect(page.getByText('oli@example.org')).toBeVisible()
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('The link is revoked.', { exact: false }).first()).toBeVisible()
  await oli.reload()
  await expect(oli.getByRole('heading', { name: 'You have no access here' })).toBeVisible()
})

test('a banner is set and taken away', async ({ ana }) => {
  const { page } = ana
  await makeSession(ana, {})
  await page.goto('/')
  await page.getByRole('link', { name: 'Forum' }).first().click()
  const banner = page.locator('main img')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByLabel('Banner picture').setInputFiles('docs/screenshot.png')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(banner).toHaveCount(2)
  await page.getByRole('button', { name: 'Remove the picture' }).click()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(banner).toHaveCount(0)
})
