import type { Page } from '@playwright/test'
import { fromPlain } from '@/lib/report/rich'
import { gsef2020 } from '@/lib/report/samples'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

const SLIP = '“SEE” is written “SSE” elsewhere.'

/** Opens the check beside the report. */
async function openCheck(page: Page) {
  await page.getByRole('button', { name: /^Check \d+ / }).click()
  const panel = page.getByRole('complementary', { name: 'Report check' })
  await expect(panel.getByRole('heading', { name: 'Report check' })).toBeFocused()
  return panel
}

test('the check goes on while one writes, leads to what it found, and mends it in a step that can be undone', async ({
  ana,
}) => {
  const report = new ReportPage(ana.page)
  await report.open(await makeSession(ana, gsef2020))
  const panel = await openCheck(ana.page)
  const slips = panel.getByRole('button', { name: `Fault: ${SLIP}` })
  const fixes = panel.getByRole('button', { name: `Write “SSE”: ${SLIP}` })

  await test.step('a finding selects the word that it is about', async () => {
    await slips.first().click()
    const summary = report.field('Summary of Young Kim')
    await expect(summary).toBeFocused()
    await expect.poll(() => ana.page.evaluate(() => getSelection()?.toString())).toBe('SEE')
  })

  await test.step('its fix writes the word, and undo takes it back', async () => {
    await expect(fixes).toHaveCount(3)
    await fixes.first().click()
    const summary = report.section('Summary of presentations')
    await expect(summary).toContainText('is to promote SSE and social innovation')
    await expect(fixes).toHaveCount(2)
    await ana.page.keyboard.press('ControlOrMeta+z')
    await expect(summary).toContainText('is to promote SEE and social innovation')
    await expect(fixes).toHaveCount(3)
  })

  await test.step('what is written now is looked at too', async () => {
    await report.write('Conclusion', 'The QXZW agreed.')
    await expect(panel.getByRole('button', { name: 'QXZW is never spelled out.' })).toBeVisible()
  })

  await test.step('Escape closes it and gives the keyboard back', async () => {
    await slips.first().focus()
    await ana.page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await expect(ana.page.getByRole('button', { name: /^Check \d+ / })).toBeFocused()
  })
})

test('a rapporteur sees what is wrong with the conclusion and cannot mend it; the organiser is told before approving', async ({
  ana,
  person,
}) => {
  const conclusion = { id: 'conclusion', kind: 'conclusion', text: fromPlain('The SEE actors agreed.') }
  const sections = gsef2020.sections.map((section) => (section.kind === 'conclusion' ? conclusion : section))
  const session = await makeSession(ana, { ...gsef2020, sections })
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  await new ReportPage(bo.page).open(session)
  const panel = await openCheck(bo.page)
  await expect(panel.getByRole('button', { name: `Fault: ${SLIP}` })).toHaveCount(4)
  await expect(panel.getByRole('button', { name: `Write “SSE”: ${SLIP}` })).toHaveCount(3)

  const report = new ReportPage(ana.page)
  await report.open(session)
  await ana.page.getByRole('button', { name: 'State of the report: Draft' }).click()
  await ana.page.getByRole('menuitem', { name: 'Approve…' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Approve this report?' })
  await expect(dialog).toContainText(/The report check found \d+ faults and \d+ notes/)
  await dialog.getByRole('button', { name: SLIP }).last().click()
  await expect(report.field('Conclusion')).toBeFocused()
})
