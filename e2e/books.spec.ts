import { makeSession } from './programme'
import { expect, test } from './test'

test('an organiser makes the book, downloads and deletes it, with the keyboard alone', async ({ ana }) => {
  const { page } = ana
  const conclusion = { id: 'conclusion', kind: 'conclusion', text: 'We agreed.' }
  await makeSession(ana, { title: 'Power of Community', sections: [conclusion] })
  await page.goto('/')
  await page.getByRole('link', { name: 'Forum' }).first().click()
  await page.getByRole('tab', { name: 'Sessions' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Book', selected: true })).toBeVisible()

  // Nothing is approved yet, so that reports are to be chosen.
  const make = page.getByRole('button', { name: 'Make the book' })
  await make.press('Enter')
  await expect(page.getByText('Choose at least one report.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Power of Community' }).press('Space')
  await expect(page.getByText('1 chosen')).toBeVisible()
  await make.press('Enter')
  await expect(page.getByRole('status').getByText('The book is done.', { exact: false })).toBeAttached({
    timeout: 90_000,
  })
  const link = page.getByRole('link', { name: 'Download the PDF' })
  const [download] = await Promise.all([page.waitForEvent('download'), link.press('Enter')])
  expect(download.suggestedFilename()).toBe('Forum.pdf')

  await page.getByRole('button', { name: 'Delete the PDF' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await expect(page.getByText('None yet.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Books so far' })).toBeFocused()
})
