import AxeBuilder from '@axe-core/playwright'
import { ReportPage } from './pages/report-page'
import { makeSession } from './programme'
import { expect, test } from './test'

test('a session is captured with the keyboard alone, from wherever one is writing', async ({ ana }) => {
  const { page } = ana
  const { keyboard } = page
  const report = new ReportPage(page)
  await report.open(await makeSession(ana, { title: 'Captured' }))
  const inField = (label: string) => expect(report.field(label)).toBeFocused()

  await test.step('speakers: Tab leads through the lines, Enter in the last row adds the next', async () => {
    await page.getByRole('button', { name: 'Add a speaker' }).focus()
    await keyboard.press('Enter')
    await expect(page.locator(':focus')).toHaveAttribute('aria-label', 'Name')
    for (const line of ['Ayako Koike', 'Director', 'WE21 Japan', 'ASSEPJ', 'Japan']) {
      await keyboard.type(line)
      if (line !== 'Japan') await keyboard.press('Tab')
    }
    await keyboard.press('Enter')
    await expect(page.locator(':focus')).toHaveAttribute('aria-label', 'Name')
    await keyboard.type('Malick Diop')
  })

  await test.step('a question, while typing a name', async () => {
    await keyboard.press('Control+Shift+Enter')
    await inField('Question 1')
    await keyboard.type('What sort of new funding?')
  })

  await test.step('an answer to the question in focus, by a speaker found by the first letters', async () => {
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('combobox', { name: 'Who answers?' })).toBeFocused()
    await keyboard.type('mali')
    await keyboard.press('Enter')
    await inField('Answer by Malick Diop')
    await keyboard.type('Crowd-funding.')
  })

  await test.step('a remark by somebody nobody knows yet', async () => {
    await keyboard.press('Control+Alt+Enter')
    await keyboard.type('Khady Samba')
    await expect(page.getByRole('option', { name: 'Add “Khady Samba”' })).toBeVisible()
    await keyboard.press('Enter')
    await inField('Remark by Khady Samba')
    await keyboard.type('Act together.')
  })

  await test.step('a speaker’s summary, by number', async () => {
    await keyboard.press('Control+Shift+L')
    await keyboard.type('1')
    await keyboard.press('Enter')
    await inField('Summary of Ayako Koike')
    await keyboard.type('Reusable resources.')
  })

  await test.step('a person; the keyboard is back in the text afterwards', async () => {
    await keyboard.press('Control+Shift+E')
    await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
    await keyboard.type('Young Kim')
    await keyboard.press('Enter')
    await inField('Summary of Ayako Koike')
    await expect(report.field('Summary of Young Kim')).toBeAttached()
  })

  await test.step('an answer, when no question is in focus, goes to the latest one', async () => {
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toContainText('To question 1: What sort of new funding?')
    await keyboard.press('Escape')
    await inField('Summary of Ayako Koike')
  })

  await test.step('everything stands where it belongs', async () => {
    await expect(report.section('Relevant Questions and Answers from Audience')).toContainText(
      'Crowd-funding.',
    )
    await expect(report.section('Closing remarks')).toContainText('Act together.')
    await expect(report.section('Summary of presentations')).toContainText('Reusable resources.')
  })
})

test('the sheet of shortcuts opens with ? outside of text, and closes to where one was', async ({ ana }) => {
  const { page } = ana
  const report = new ReportPage(page)
  await report.open(await makeSession(ana, { title: 'Help' }))
  await report.write('Title of the session', '?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(report.field('Title of the session')).toHaveValue('Help?')
  const add = page.getByRole('button', { name: 'Add a speaker' })
  await add.focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('New remark')
  await page.keyboard.press('Escape')
  await expect(add).toBeFocused()
})

test('the outline says what is empty and where somebody writes, and goes there', async ({ ana }) => {
  const { page } = ana
  const report = new ReportPage(page)
  await report.open(
    await makeSession(ana, { title: 'Outline', people: [{ id: 'a', kind: 'speaker', name: 'Ana' }] }),
  )
  const outline = page.getByRole('navigation', { name: 'Outline' })
  const summaries = outline.getByRole('link', { name: /^Summary of presentations/ })
  await expect(summaries).toHaveAccessibleName(/empty, required/)
  await report.write('Summary of Ana', 'Said.')
  await expect(summaries).toHaveAccessibleName(/written/)
  await outline.getByRole('link', { name: /^Conclusion/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Conclusion' })).toBeFocused()
})

for (const scheme of ['light', 'dark'] as const)
  test(`the editor has no barrier that axe can find, in ${scheme} and on a phone`, async ({ ana }) => {
    const { page } = ana
    await page.emulateMedia({ colorScheme: scheme })
    const report = new ReportPage(page)
    await report.open(
      await makeSession(ana, {
        title: 'For everyone',
        people: [{ id: 'a', kind: 'speaker', name: 'Ana' }],
        sections: [
          {
            id: 'questions',
            kind: 'questions',
            questions: [{ id: 'q', asker: 'Bo', to: ['a'], text: 'Why?' }],
          },
        ],
      }),
    )
    const faults = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    expect(await faults()).toEqual([])
    await page.keyboard.press('Control+Alt+Enter')
    await expect(page.getByRole('combobox')).toBeFocused()
    expect(await faults()).toEqual([])
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.getByRole('button', { name: 'Open the outline' }).click()
    await expect(page.getByRole('dialog', { name: 'Outline' })).toBeVisible()
    expect(await faults()).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
