import { ReportPage } from './pages/report-page'
import { SignInPage } from './pages/sign-in-page'
import { ANA, open } from './people'
import { makeSession } from './programme'
import { startServer } from './server'
import { expect, test } from './test'

const ACCOUNT = { email: 'ana@example.org', password: 'a long enough password' }

test('the development server serves living pages, hot reload and sockets on one port', async ({
  browser,
}) => {
  const server = await startServer({
    NODE_ENV: 'development',
    ADMIN_EMAIL: ACCOUNT.email,
    ADMIN_PASSWORD: ACCOUNT.password,
  })
  try {
    const ana = await open(browser, ANA, { baseURL: server.url })
    const hotReload = new Promise((resolve) => {
      ana.page.on('websocket', (socket) => {
        if (socket.url().includes('/_next/')) socket.once('framereceived', resolve)
      })
    })
    await new SignInPage(ana.page).signIn(ACCOUNT.email, ACCOUNT.password)
    await hotReload
    const report = new ReportPage(ana.page)
    await report.open(await makeSession(ana, { people: [{ id: 'kim', kind: 'speaker', name: 'Young Kim' }] }))
    await report.write('Summary of Young Kim', 'Established in 2013.')
    await report.isSaved()
    await expect(ana.page.getByText('Established in 2013.')).toBeAttached()
    await ana.context.close()
  } finally {
    await server.stop()
  }
})
