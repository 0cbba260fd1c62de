import type { Locator, Page } from '@playwright/test'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

/*
 * What the page says of saving while servers and networks come and go. Nobody waits: a page's clock is set forward.
 */

const KOIKE = 'Summary of Ayako Koike'
const PROGRAMME = {
  title: 'Power of Community',
  people: [{ id: 'koike', kind: 'speaker', name: 'Ayako Koike' }],
}

/** Collects what a screen reader is told: each new text of a live region. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    const before = new WeakMap<Element, string>()
    const look = () => {
      for (const region of document.querySelectorAll('[role=alert], [data-save] + [role=status]')) {
        const text = region.querySelector('p')?.textContent ?? region.textContent ?? ''
        if (before.get(region) !== text && text !== '') told.push(text)
        before.set(region, text)
      }
    }
    look()
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    })
    Object.assign(window, { told })
  })
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told)
}

test('what is typed while the server restarts is all there afterwards, and shown as saved', async ({
  ana,
  person,
  server,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(bo.page)
  await report.isOpen()
  await report.write(KOIKE, 'Before.')
  let state: 'away' | 'back' = 'away'
  const back = server.crash().then(() => {
    state = 'back'
  })
  const words: string[] = []
  const type = async () => {
    words.push(`word${words.length}`)
    await bo.page.keyboard.type(` ${words.at(-1)}`, { delay: 10 })
  }
  while (state === 'away') await type()
  await back
  for (let i = 0; i < 5; i++) await type()
  await report.isSaved()
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await expect(anas.field(KOIKE)).toHaveText(`Before. ${words.join(' ')}`)
})

test('who goes offline goes on writing, and it is saved when the network is back', async ({
  ana,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, context, proxy } = await behindProxy(BO)
  await page.clock.install()
  await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(page)
  await report.isOpen()
  await context.setOffline(true)
  proxy.cut()
  await report.write(KOIKE, 'Written on a train.')
  await report.saysOfSaving('Saving…')
  await page.clock.fastForward(5_000)
  await report.saysOfSaving('Offline — kept on this device')
  await context.setOffline(false)
  await report.isSaved()
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await expect(anas.field(KOIKE)).toHaveText('Written on a train.')
})

test('a socket that is dead and looks alive is told in words, once each, until all is saved again', async ({
  ana,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, proxy } = await behindProxy(BO)
  await page.clock.install()
  await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(page)
  await report.isOpen()
  const told = await listen(page)
  await report.write(KOIKE, 'Saved.')
  await report.saysOfSaving('Saved')
  expect(await told()).toEqual([])

  proxy.darken()
  await report.write(KOIKE, ' Into the dark.')
  await report.saysOfSaving('Saving…')
  await page.clock.fastForward(5_000)
  await report.saysOfSaving('Not saved yet')
  await page.keyboard.type(' More.')
  await page.clock.fastForward(10_000)
  await report.saysOfSaving('Not saved')
  const alert = page.getByRole('alert').filter({ hasText: 'Your last changes have not reached the server.' })
  await expect(alert).toBeVisible()
  await page.keyboard.type(' And more.')

  await test.step('the rescue copy has every word', async () => {
    const started = page.waitForEvent('download')
    await alert.getByRole('button', { name: 'Download a rescue copy' }).click()
    const file = await (await started).createReadStream()
    const chunks: Buffer[] = []
    for await (const chunk of file) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toContain('Saved. Into the dark. More. And more.')
  })

  proxy.lighten()
  await page.clock.fastForward(10_000)
  await report.isSaved()
  await expect(alert).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'All changes are saved again.' })).toBeAttached()
  expect(await told()).toEqual([
    'Your last changes are not saved yet.',
    'Your last changes have not reached the server. They are kept on this device and will be sent when the connection is back.',
    'All changes are saved again.',
  ])
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await expect(anas.field(KOIKE)).toHaveText('Saved. Into the dark. More. And more.')
})

test('a page that slept while its socket died is in step again when it wakes', async ({
  ana,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, context, proxy } = await behindProxy(BO)
  await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(page)
  await report.isOpen()
  const browser = await context.newCDPSession(page)
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
  proxy.cut()
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await anas.write(KOIKE, 'Written meanwhile.')
  await anas.isSaved()
  await browser.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(report.field(KOIKE)).toHaveText('Written meanwhile.')
  await report.write(KOIKE, ' And after.')
  await report.isSaved()
  await expect(anas.field(KOIKE)).toHaveText('Written meanwhile. And after.')
})

for (const upgrades of ['refuse', 'swallow'] as const)
  test(`behind a proxy that does not let WebSockets through (${upgrades}) people write together all the same`, async ({
    ana,
    behindProxy,
  }) => {
    const session = await makeSession(ana, PROGRAMME)
    const { page, proxy } = await behindProxy(BO, upgrades)
    await page.clock.install()
    await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
    if (upgrades === 'swallow') {
      await expect.poll(() => proxy.asked).toBe(1)
      await page.clock.fastForward(8_000)
    }
    const report = new ReportPage(page)
    await report.isOpen()
    const anas = new ReportPage(ana.page)
    await anas.open(session)
    await report.write(KOIKE, 'By requests.')
    await report.isSaved()
    await expect(anas.field(KOIKE)).toHaveText('By requests.')
    await anas.write(KOIKE, ' By a socket.')
    await expect(report.field(KOIKE)).toHaveText('By requests. By a socket.')
    // Another network: the better way is found again.
    proxy.upgrades = 'pass'
    proxy.cut()
    await report.write(KOIKE, ' And back.')
    await report.isSaved()
    await expect(anas.field(KOIKE)).toHaveText('By requests. By a socket. And back.')
    expect(proxy.asked).toBe(2)
  })

test('whichever way one leaves a report with text that is saved nowhere, the browser asks', async ({
  ana,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, context } = ana
  let network: 'up' | 'down' = 'up'
  await page.routeWebSocket(/\/collab\//, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => network === 'up' && server.send(message))
  })
  const browser = await context.newCDPSession(page)
  const { origin } = new URL(page.url())
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  const report = new ReportPage(page)
  await report.open(session)
  const toEvent = page.getByRole('link', { name: /^All sessions of/ })
  await toEvent.click()
  await page.getByRole('link', { name: PROGRAMME.title }).click()
  await report.isOpen()
  network = 'down'
  await report.write(KOIKE, 'Nowhere but here.')
  await report.saysOfSaving('Saving…')

  const stays = async (leave: () => Promise<unknown>) => {
    const asking = page.waitForEvent('dialog')
    const left = leave()
    const asked = await asking
    expect(asked.type()).toBe('beforeunload')
    await asked.dismiss()
    await left
    await expect(report.field(KOIKE)).toHaveText('Nowhere but here.')
  }
  const choose = async (menu: string | RegExp, item: string): Promise<Locator> => {
    await page.getByRole('button', { name: menu }).click()
    return page.getByRole('menuitem', { name: item })
  }
  await stays(() => toEvent.click())
  const past = await choose(/^State of the report/, 'History')
  await stays(() => past.click())
  const events = await choose(/^Account and settings/, 'My events')
  await stays(() => events.click())
  await stays(() => page.evaluate(() => history.back()))
})
