import { ReportPage } from './pages/report-page'
import { makeSession } from './programme'
import { expect, test } from './test'

/*
 * The history of a report, as somebody sees it who has to bring something back.
 */

test('an earlier version is found, looked at and brought back, with the keyboard and on a phone', async ({
  ana,
}) => {
  const { page } = ana
  await page.setViewportSize({ width: 390, height: 844 })
  const session = await makeSession(ana, { title: 'Water' })
  const report = new ReportPage(page)
  await report.open(session)
  await report.isSaved()

  await test.step('the menu of the report’s state leads there', async () => {
    await page.getByRole('button', { name: /Draft/ }).press('Enter')
    await page.getByRole('menuitem', { name: 'History' }).press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'History of the report' })).toBeVisible()
  })

  const versions = page.getByRole('navigation', { name: 'Versions' })
  await test.step('it names who wrote when, and shows the report of then, on which the focus is', async () => {
    await expect(versions.getByRole('link')).toHaveText([/now/])
    await versions.getByRole('link').press('Enter')
    await expect(page.getByRole('heading', { level: 2, name: /^The report on/ })).toBeFocused()
    const then = page.frameLocator('iframe[title="The report as it was"]')
    await expect(then.getByRole('heading', { level: 1, name: 'Water' })).toBeVisible()
    await expect(page.getByText('This is what the report is now.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Bring this back' })).toBeHidden()
  })

  const at = new URL(page.url()).searchParams.get('at')
  await test.step('a time before the last entry can be brought back, for a reason', async () => {
    await page.goto(`/sessions/${session}/history?at=${new Date(Date.parse(at!) + 1).toISOString()}`)
    await page.getByRole('button', { name: 'Bring this back' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Bring this version back?' })
    await expect(dialog).toContainText('What was written since stays in the history')
    await dialog.getByRole('button', { name: 'Bring it back' }).press('Enter')
    await expect(dialog.getByLabel(/Reason/)).toHaveAccessibleDescription('Say why it is brought back.')
    await dialog.getByLabel(/Reason/).fill('The wrong file was pasted')
    await dialog.getByRole('button', { name: 'Bring it back' }).press('Enter')
    await expect(page.getByText(/^The report is back as it was on/).first()).toBeVisible()
    await expect(versions.getByRole('link').first()).toBeVisible()
  })

  await test.step('nothing is pushed sideways', async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  await test.step('the log of steps says so', async () => {
    const steps = await page.evaluate(
      async (id) =>
        (await fetch(`/api/v1/sessions/${id}/steps`)).json() as Promise<{ action: string; detail: string }[]>,
      session,
    )
    expect(steps.at(-1)).toMatchObject({
      action: 'restored',
      detail: expect.stringContaining('The wrong file was pasted'),
    })
  })
})
