import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

const PROGRAMME = {
  title: 'Undone',
  people: [
    { id: 'ana', kind: 'speaker', name: 'Ana Diaz' },
    { id: 'bea', kind: 'speaker', name: 'Bea Cruz' },
    { id: 'cy', kind: 'speaker', name: 'Cy Lam' },
  ],
  sections: [
    {
      id: 'questions',
      kind: 'questions',
      questions: [
        { id: 'q1', text: 'First?', answers: [{ person: 'ana', text: 'Yes.' }] },
        { id: 'q2', text: 'Second?' },
      ],
    },
  ],
}

const speakers = (report: ReportPage) =>
  report
    .section('Speakers')
    .getByRole('textbox', { name: 'Name', exact: true })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value))

test('moving, deleting and typing are undone in the order they were done, and only one’s own', async ({
  ana,
  person,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const [report, bos] = [new ReportPage(ana.page), new ReportPage(bo.page)]
  await report.open(session)
  await bos.isOpen()
  const { keyboard } = ana.page

  await report.write('Summary of Ana Diaz', 'Mine.')
  await ana.page.getByRole('button', { name: 'Actions for Cy Lam' }).focus()
  await keyboard.press('Alt+ArrowUp')
  await expect.poll(() => speakers(bos)).toEqual(['Ana Diaz', 'Cy Lam', 'Bea Cruz'])
  await expect(ana.page.getByRole('button', { name: 'Actions for Cy Lam' })).toBeFocused()
  await bos.write('Summary of Bea Cruz', 'Theirs.')
  await ana.page.getByRole('button', { name: 'Actions for Bea Cruz' }).focus()
  await keyboard.press('Enter')
  await ana.page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  await expect.poll(() => speakers(bos)).toEqual(['Ana Diaz', 'Cy Lam'])
  await expect(ana.page.getByRole('button', { name: 'Actions for Cy Lam' })).toBeFocused()

  await keyboard.press('Control+z')
  await expect.poll(() => speakers(bos)).toEqual(['Ana Diaz', 'Cy Lam', 'Bea Cruz'])
  await keyboard.press('Control+z')
  await expect.poll(() => speakers(bos)).toEqual(['Ana Diaz', 'Bea Cruz', 'Cy Lam'])
  await keyboard.press('Control+z')
  await expect(bos.field('Summary of Ana Diaz')).toHaveText('')
  await expect(bos.field('Summary of Bea Cruz')).toHaveText('Theirs.')
})

test('what somebody deleted is listed with its first words, and anybody can put it back', async ({
  ana,
  person,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const [report, bos] = [new ReportPage(ana.page), new ReportPage(bo.page)]
  await report.open(session)
  await bos.isOpen()
  await bo.page.getByRole('button', { name: 'Actions for Question 1' }).click()
  await bo.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(report.section('Relevant Questions')).not.toContainText('First?')

  await test.step('the notification undoes it at once', async () => {
    await bo.page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await expect(report.section('Relevant Questions')).toContainText('First?')
    await expect(report.section('Relevant Questions')).toContainText('Yes.')
  })

  await test.step('the list does so later, in another window', async () => {
    await bo.page.getByRole('button', { name: 'Actions for Question 1' }).click()
    await bo.page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(report.section('Relevant Questions')).not.toContainText('First?')
    await ana.page.getByRole('button', { name: 'More' }).click()
    await ana.page.getByRole('menuitem', { name: 'Deleted' }).click()
    const list = ana.page.getByRole('dialog', { name: 'Deleted' })
    await expect(list).toContainText('First?')
    await expect(list).toContainText(`Deleted by ${BO}`)
    await list.getByRole('button', { name: /^Restore/ }).click()
    await expect(list).toContainText('Nothing was deleted')
    await expect(bos.section('Relevant Questions')).toContainText('First?')
  })
})

test('an approved report is frozen for everyone with its version shown, until it is reopened with a reason', async ({
  ana,
  person,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const [report, bos] = [new ReportPage(ana.page), new ReportPage(bo.page)]
  await report.open(session)
  await bos.isOpen()
  const state = (page: typeof ana.page) => page.getByRole('button', { name: /^State of the report/ })
  await state(bo.page).click()
  await expect(bo.page.getByRole('menuitem', { name: 'Approve' })).toHaveCount(0)
  await bo.page.getByRole('menuitem', { name: 'Submit for review' }).click()
  await expect(state(bo.page)).toContainText('In review')

  await state(ana.page).click()
  await ana.page.getByRole('menuitem', { name: 'Approve' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Approve this report?' })
  await expect(dialog).toContainText('Summary of presentations')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  for (const { page } of [ana, bo]) {
    await expect(page.getByText(/^Approved by/)).toBeVisible()
    await expect(page.getByText(/^Version \d+, [0-9a-f]{12}\./)).toBeVisible()
    await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  }

  await state(ana.page).click()
  await ana.page.getByRole('menuitem', { name: 'Reopen' }).click()
  await ana.page.getByLabel(/^Reason/).fill('A name was wrong')
  await ana.page.getByRole('button', { name: 'Reopen', exact: true }).click()
  for (const { page } of [ana, bo])
    await expect(page.getByRole('textbox', { name: 'Title of the session' })).toBeVisible()
  await state(bo.page).click()
  await bo.page.getByRole('menuitem', { name: 'Log of steps' }).click()
  await expect(bo.page.getByRole('dialog')).toContainText('A name was wrong')
})
