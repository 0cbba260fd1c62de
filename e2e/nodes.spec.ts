import { type Cluster, startCluster } from '@/server/scratch/cluster'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { SignInPage } from './pages/sign-in-page'
import { ANA, BO, open, type Somebody } from './people'
import { makeLink, makeSession } from './programme'
import { ACCOUNT, expect, test } from './test'

/*
 * Two servers behind one address that gives each request to the next one in turn: nobody stays with a server.
 */

const SPEAKERS = {
  title: 'Power of Community',
  people: [{ id: 'kim', kind: 'speaker', name: 'Young Kim' }],
}

let cluster: Cluster
test.beforeAll(async () => {
  cluster = await startCluster(
    { nodes: 2, port: undefined, folder: undefined, redis: 'no', ended: 'start again' },
    { NODE_ENV: 'production', ADMIN_EMAIL: ACCOUNT.email, ADMIN_PASSWORD: ACCOUNT.password },
    () => {},
  )
})
test.afterAll(() => cluster.stop())

test('people on different servers write one report, and a server that dies takes nobody’s text along', async ({
  browser,
}) => {
  const windows: Somebody[] = []
  const window = async (name: string) => {
    windows.push(await open(browser, name, { baseURL: cluster.url }))
    return windows.at(-1)!
  }
  const ana = await window(ANA)
  await new SignInPage(ana.page).signIn(ACCOUNT.email, ACCOUNT.password)
  const session = await makeSession(ana, SPEAKERS)
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  const bo = await window(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const bos = new ReportPage(bo.page)
  await bos.isOpen()

  await test.step('each sees what the other writes, and that the other is there', async () => {
    await anas.write('Summary of Young Kim', 'A virtuous circle')
    await expect(bo.page.getByText('A virtuous circle')).toBeAttached()
    await bos.write('Summary of Young Kim', ' of consumption.')
    await expect(ana.page.getByText('A virtuous circle of consumption.')).toBeAttached()
    await expect(ana.page.getByText(BO).first()).toBeAttached()
    await expect(bo.page.getByText(ANA.split(' ')[0]!.toLowerCase()).first()).toBeAttached()
  })

  await test.step('each server dies once, and is back', async () => {
    for (const [index, node] of cluster.nodes.entries()) {
      const dead = node.pid!
      process.kill(dead, 'SIGKILL')
      await anas.write('Summary of Young Kim', ` Ana ${index}.`)
      await bos.write('Summary of Young Kim', ` Bo ${index}.`)
      for (const report of [anas, bos]) await report.isSaved()
      await expect.poll(async () => (await fetch(`${node.url}/readyz`).catch(() => undefined))?.ok).toBe(true)
      expect(node.pid).not.toBe(dead)
    }
  })

  await test.step('all of it is in the report, once, for both', async () => {
    for (const { page } of [ana, bo])
      for (const text of ['A virtuous circle of consumption.', 'Ana 0.', 'Bo 0.', 'Ana 1.', 'Bo 1.'])
        await expect(page.getByText(text)).toHaveCount(1)
    const markdown = await ana.page.evaluate(
      async (id) => (await fetch(`/api/v1/sessions/${id}/report.md`)).text(),
      session,
    )
    for (const text of ['circle of consumption.', 'Ana 0.', 'Bo 0.', 'Ana 1.', 'Bo 1.'])
      expect(markdown.split(text)).toHaveLength(2)
  })

  await test.step('who signs out through one server is signed out on all', async () => {
    await ana.page.evaluate(async () => {
      const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
      await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken }) })
    })
    await expect(ana.page.getByText('You signed out.', { exact: false }).first()).toBeVisible()
  })
  for (const { context } of windows) await context.close()
})
