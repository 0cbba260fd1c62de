import { readFileSync } from 'node:fs'
import { makeEvent } from './programme'
import { expect, test } from './test'

const FIXTURE = readFileSync('lib/report/samples/gsef-2020-workshop.txt', 'utf8')

test('a report is imported: looked at, a passage put in its place, and only then created', async ({
  ana,
}) => {
  const { page } = ana
  await page.goto(`/events/${await makeEvent(ana)}`)
  await page.getByRole('link', { name: 'Import a report' }).click()

  const input = page.locator('input[type=file]')
  await input.setInputFiles({ name: 'old.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await expect(page.getByRole('alert').filter({ hasText: 'This is a PDF.' })).toBeVisible()

  const text = `${FIXTURE}\n\nRecommendations\n\nFund the networks of towns.\n`
  await input.setInputFiles({ name: 'workshop.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await expect(page.getByRole('heading', { name: 'What was found in workshop.txt' })).toBeFocused()
  await expect(page.getByLabel('Title of the session')).toHaveValue(/^Collaboration and Partnership/)
  await expect(page.getByText('The template’s hint was left out', { exact: false })).toBeVisible()
  const summaries = page.locator('details').filter({ hasText: 'Summary of presentations' })
  await expect(summaries.getByText('WE21 Japan Group', { exact: false })).toBeHidden()
  await page.getByRole('button', { name: 'Open all' }).press('Enter')
  await expect(summaries.getByText('WE21 Japan Group', { exact: false })).toBeVisible()
  await expect(page.getByText('Madani Koumaré').first()).toBeVisible()

  // The passage that has no section is not left out unasked.
  const create = page.getByRole('button', { name: 'Create the session' })
  await create.press('Enter')
  await expect(page.getByText('One passage has no place yet.')).toBeVisible()
  const place = page.getByLabel('Put it into')
  await expect(place).toBeFocused()
  await place.selectOption({ label: 'Conclusion' })
  await create.press('Enter')

  await page.waitForURL(/\/sessions\//)
  await expect(page.getByText('crowdfunding and relying on a multi-actor', { exact: false })).toBeVisible()
  await expect(page.getByText('Fund the networks of towns.')).toBeVisible()
})
