import { expect, test } from '@playwright/test'
import { ReportPage } from './pages/report-page'
import { SetupPage } from './pages/setup-page'
import { ANA, BO, open } from './people'
import { type Server, startServer } from './server'

let server: Server
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.stop())

test('whoever opens the setup link makes the first account, and nobody else can', async ({ browser }) => {
  const ana = await open(browser, ANA)
  const setup = new SetupPage(ana.page)
  await setup.open(server.setupUrl!)
  await setup.claim({
    name: ANA,
    email: 'ana@example.org',
    password: 'a long enough password',
    example: true,
  })

  await test.step('the example event is there, with the real report written out', async () => {
    await expect(ana.page.getByRole('heading', { name: 'GSEF Global Virtual Forum' })).toBeVisible()
    await ana.page
      .getByRole('link', { name: /Collaboration and Partnership between Local Governments/ })
      .click()
    const report = new ReportPage(ana.page)
    await report.isOpen()
    await expect(report.field('Title of the session')).toHaveValue(/^Collaboration and Partnership between/)
    await expect(ana.page.getByText('37 charity shop owners')).toBeAttached()
    await expect(ana.page.getByText('grass-roots engagement')).toBeAttached()
  })

  await test.step('the link does not work a second time', async () => {
    const bo = await open(browser, BO)
    await bo.page.goto(server.setupUrl!)
    await expect(bo.page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    await expect(bo.page.getByRole('button', { name: 'Create the account' })).toHaveCount(0)
  })
})
