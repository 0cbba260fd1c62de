import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { closeCode } from '@/lib/collab/close-codes'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { SignInPage } from './pages/sign-in-page'
import { BO, CAM, type Somebody } from './people'
import { makeLink, makeSession } from './programme'
import { ACCOUNT, expect, test } from './test'

/*
 * What a browser keeps: across closed tabs, between two tabs, and across a restore.
 */

const KOIKE = 'Summary of Ayako Koike'
const PROGRAMME = {
  title: 'Power of Community',
  people: [{ id: 'koike', kind: 'speaker', name: 'Ayako Koike' }],
}
const BROUGHT_BACK = 'The report was brought back to an earlier state.'
const KEPT_FROM_BEFORE = 'This browser keeps your text from before the report was brought back'

async function downloaded(button: Locator): Promise<string> {
  const started = button.page().waitForEvent('download')
  await button.click()
  return readFile(await (await started).path(), 'utf8')
}

/** Lets the page's sockets through, until the server is said to end them with a code as soon as something is written. */
async function endSockets(page: Page): Promise<{ code: number | undefined }> {
  const ending: { code: number | undefined } = { code: undefined }
  await page.routeWebSocket(/\/collab\//, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (ending.code === undefined) return server.send(message)
      void socket.close({ code: ending.code })
      void server.close()
    })
  })
  return ending
}

/** Closes a tab, which must not ask whether it may. */
async function closeTab(page: Page) {
  let asked = 0
  page.on('dialog', (dialog) => {
    asked++
    void dialog.accept()
  })
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
  expect(asked).toBe(0)
}

/** Brings a report back to what it was at a time, in milliseconds since 1970. */
async function bringBack(organiser: Somebody, session: string, at: number) {
  await organiser.page.evaluate(
    async ({ session, at }) => {
      const response = await fetch(`/api/v1/sessions/${session}/restore`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ at: new Date(at).toISOString(), reason: 'It went wrong' }),
      })
      if (!response.ok) throw new Error(await response.text())
    },
    { session, at },
  )
}

test('what was written offline is merged after the tab was closed and others have gone on', async ({
  ana,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, context, proxy } = await behindProxy(BO)
  await page.clock.install()
  await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(page)
  await report.isOpen()
  await report.write(KOIKE, 'Both know this.')
  await report.isSaved()
  await context.setOffline(true)
  proxy.cut()
  await report.write(KOIKE, ' Offline.')
  await page.clock.fastForward(5_000)
  await report.saysOfSaving('Offline — kept on this device')
  await closeTab(page)

  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await expect(anas.field(KOIKE)).toHaveText('Both know this.')
  await anas.set('Title of the session', 'Changed meanwhile')
  await anas.write('Conclusion', 'Written meanwhile.')
  await anas.isSaved()

  await context.setOffline(false)
  const again = new ReportPage(await context.newPage())
  await again.open(session)
  await expect(again.field('Title of the session')).toHaveValue('Changed meanwhile')
  for (const one of [again, anas]) await expect(one.field(KOIKE)).toHaveText('Both know this. Offline.')
  await expect(again.page.getByText('Written meanwhile.')).toBeAttached()
})

test('two tabs of one person write into one report, and neither loses a word', async ({ ana }) => {
  const session = await makeSession(ana, PROGRAMME)
  const [first, second] = [new ReportPage(ana.page), new ReportPage(await ana.context.newPage())]
  await first.open(session)
  await second.open(session)
  await first.write(KOIKE, 'One.')
  await expect(second.field(KOIKE)).toHaveText('One.')
  await second.write(KOIKE, ' Two.')
  await expect(first.field(KOIKE)).toHaveText('One. Two.')
  for (const report of [first, second]) await report.isSaved()
  await closeTab(second.page)
  await first.page.reload()
  await first.isOpen()
  await expect(first.field(KOIKE)).toHaveText('One. Two.')
})

test('a browser whose storage is full says that it keeps no copy, and saves all the same', async ({
  ana,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const browser = await ana.context.newCDPSession(ana.page)
  const { origin } = new URL(ana.page.url())
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  const report = new ReportPage(ana.page)
  await report.open(session)
  await report.write(KOIKE, 'Sent, and not kept here.')
  await report.isSaved()
  const notice = ana.page.getByRole('status').filter({ hasText: 'This device’s storage is full' })
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: 'Understood' }).click()
  await expect(notice).toHaveCount(0)
  await ana.page.reload()
  await report.isOpen()
  await expect(report.field(KOIKE)).toHaveText('Sent, and not kept here.')
})

test('a page that is too old for the report keeps what it could not send, and sends it after a reload', async ({
  ana,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const ending = await endSockets(ana.page)
  const report = new ReportPage(ana.page)
  await report.open(session)
  ending.code = closeCode('outdatedSchema')
  await report.write(KOIKE, 'Typed too late.')
  const alert = ana.page.getByRole('alert').filter({ hasText: 'This page is older than the report.' })
  await expect(alert).toBeVisible()
  ending.code = undefined
  await alert.getByRole('button', { name: 'Reload the page' }).click()
  await report.isOpen()
  await expect(report.field(KOIKE)).toHaveText('Typed too late.')
  await expect(ana.page.getByText('This browser keeps your text')).toHaveCount(0)
})

test('a text that the server refuses is set aside, and locks out neither its page nor another tab', async ({
  ana,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const ending = await endSockets(ana.page)
  const report = new ReportPage(ana.page)
  await report.open(session)
  await report.write(KOIKE, 'Taken.')
  await report.isSaved()
  const other = new ReportPage(await ana.context.newPage())
  await other.open(session)
  ending.code = closeCode('notAllowed')
  await report.write(KOIKE, ' Refused.')
  const alert = ana.page.getByRole('alert').filter({ hasText: 'Some of your changes are only here' })
  await expect(alert).toBeVisible()
  // What is typed after that belongs to the same text.
  await report.write(KOIKE, ' And more.')
  await other.write('Conclusion', 'In another tab.')
  await other.isSaved()
  await closeTab(other.page)
  ending.code = undefined
  await alert.getByRole('button', { name: 'Reload the page' }).click()
  await report.isOpen()
  await expect(report.field(KOIKE)).toHaveText('Taken.')
  await expect(report.field('Conclusion')).toHaveText('In another tab.')
  const notice = ana.page.getByRole('status').filter({ hasText: 'which the server did not take' })
  expect(await downloaded(notice.getByRole('button', { name: 'Download' }))).toContain(
    'Taken. Refused. And more.',
  )
  await notice.getByRole('button', { name: 'Discard' }).click()
  await ana.page.getByRole('button', { name: 'Discard' }).click()
  await expect(ana.page.getByText('This browser keeps your text')).toHaveCount(0)
})

test('a report that cannot be opened says why instead of letting one wait', async ({ ana }) => {
  const session = await makeSession(ana, PROGRAMME)
  const ending = await endSockets(ana.page)
  ending.code = closeCode('unreadable')
  await ana.page.goto(`/sessions/${session}`)
  const alert = ana.page.getByRole('alert').filter({ hasText: 'This report cannot be read from the disk.' })
  await expect(alert.getByRole('button', { name: 'Reload the page' })).toBeVisible()
})

test('a report that is brought back merges with no text from before, which each browser keeps', async ({
  ana,
  person,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const link = await makeLink(ana, session, 'rapporteur')
  const [bo, cam] = [await person(BO), await behindProxy(CAM)]
  const [bos, cams] = [new ReportPage(bo.page), new ReportPage(cam.page)]
  await new JoinPage(bo.page).join(link, BO)
  await cam.page.clock.install()
  await new JoinPage(cam.page).join(link, CAM)
  for (const report of [bos, cams]) await report.isOpen()
  const before = Date.now()
  await bos.write(KOIKE, 'From before.')
  await bos.isSaved()
  await expect(cams.field(KOIKE)).toHaveText('From before.')

  await test.step('Cam closes the tab offline, with words that nobody has', async () => {
    await cam.context.setOffline(true)
    cam.proxy.cut()
    await cams.write(KOIKE, ' Never sent.')
    await cam.page.clock.fastForward(5_000)
    await cams.saysOfSaving('Offline — kept on this device')
    await closeTab(cam.page)
  })

  await bringBack(ana, session, before)
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await expect(anas.field(KOIKE)).toHaveText('')

  await test.step('an open page says so, and offers its text', async () => {
    const alert = bo.page.getByRole('alert').filter({ hasText: BROUGHT_BACK })
    const file = await downloaded(alert.getByRole('button', { name: 'Download a rescue copy' }))
    expect(file).toContain('From before.')
    await alert.getByRole('button', { name: 'Reload the page' }).click()
    await bos.isOpen()
    await expect(bos.field(KOIKE)).toHaveText('')
  })

  await test.step('the next page keeps it until it is discarded', async () => {
    const notice = bo.page.getByRole('status').filter({ hasText: KEPT_FROM_BEFORE })
    expect(await downloaded(notice.getByRole('button', { name: 'Download' }))).toContain('From before.')
    await bos.write(KOIKE, 'Written anew.')
    await bos.isSaved()
    await notice.getByRole('button', { name: 'Discard' }).click()
    const sure = bo.page.getByRole('status').filter({ hasText: 'Discard this text?' })
    await sure.getByRole('button', { name: 'Discard' }).click()
    await expect(sure).toHaveCount(0)
    await bo.page.reload()
    await bos.isOpen()
    await expect(bos.field(KOIKE)).toHaveText('Written anew.')
    await expect(notice).toHaveCount(0)
  })

  await test.step('a tab that was closed offline is told, and its words are kept', async () => {
    await cam.context.setOffline(false)
    const again = new ReportPage(await cam.context.newPage())
    await again.page.goto(`/sessions/${session}`)
    const alert = again.page.getByRole('alert').filter({ hasText: BROUGHT_BACK })
    await alert.getByRole('button', { name: 'Reload the page' }).click()
    await again.isOpen()
    await expect(again.field(KOIKE)).toHaveText('Written anew.')
    const notice = again.page.getByRole('status').filter({ hasText: KEPT_FROM_BEFORE })
    expect(await downloaded(notice.getByRole('button', { name: 'Download' }))).toContain(
      'From before. Never sent.',
    )
  })
  await expect(anas.field(KOIKE)).toHaveText('Written anew.')
})

test('a copy from before a report was brought back, all of it saved then, gives way without a word', async ({
  ana,
  person,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const bos = new ReportPage(bo.page)
  await bos.isOpen()
  const before = Date.now()
  await bos.write(KOIKE, 'From before.')
  await bos.isSaved()
  const next = await bo.context.newPage()
  await closeTab(bo.page)
  await bringBack(ana, session, before)

  const told: string[] = []
  await next.exposeFunction('tell', (text: string) => told.push(text))
  await next.addInitScript(() => {
    const look = () => {
      for (const { textContent } of document.querySelectorAll('[role=alert] p'))
        (window as unknown as { tell(text: string): void }).tell(textContent ?? '')
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  })
  const again = new ReportPage(next)
  await again.open(session)
  await expect(again.field(KOIKE)).toHaveText('')
  await again.write(KOIKE, 'Written anew.')
  await again.isSaved()
  await expect(next.getByText('This browser keeps your text')).toHaveCount(0)
  expect(told).toEqual([])
})

test('what an earlier page could not send is not saved yet when the next one opens, without a letter typed', async ({
  ana,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, context, proxy } = await behindProxy(BO)
  await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(page)
  await report.isOpen()
  await context.setOffline(true)
  proxy.cut()
  await report.write(KOIKE, 'Not sent.')
  await report.saysOfSaving('Saving…')
  const next = await context.newPage()
  await closeTab(page)
  await context.setOffline(false)

  await next.clock.install()
  await next.routeWebSocket(/\/collab\//, () => {})
  await next.route(/\/collab\//, (route) => route.abort())
  await next.goto(`/sessions/${session}`)
  const cut = new ReportPage(next)
  await expect(cut.field(KOIKE)).toHaveText('Not sent.')
  await cut.saysOfSaving('Saving…')
  await next.clock.fastForward(5_000)
  await cut.saysOfSaving('Not saved yet')
  await closeTab(next)

  const again = new ReportPage(await context.newPage())
  await again.open(session)
  await expect(again.field(KOIKE)).toHaveText('Not sent.')
  await again.page.routeWebSocket(/\/collab\//, () => {})
  await again.page.route(/\/collab\//, (route) => route.abort())
  await again.page.reload()
  await again.saysOfSaving('Connecting…')
})

test('a tab that holds on to an older version of the storage keeps no report from opening', async ({
  ana,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  await ana.page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, 1)
        request.onsuccess = () => {
          Object.assign(window, { held: request.result })
          resolve()
        }
        request.onerror = () => reject(request.error)
      }),
    `rapporteur/${session}`,
  )
  const report = new ReportPage(await ana.context.newPage())
  await report.open(session)
  await report.write(KOIKE, 'Sent, and not kept here.')
  await report.isSaved()
  await expect(
    report.page.getByRole('status').filter({ hasText: 'This browser keeps no copy' }),
  ).toBeVisible()
})

test('who signs in to an account while the report is open goes on writing in it, and loses nothing', async ({
  ana,
  behindProxy,
}) => {
  const session = await makeSession(ana, PROGRAMME)
  const { page, context, proxy } = await behindProxy(BO)
  await new JoinPage(page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const report = new ReportPage(page)
  await report.isOpen()
  await report.write(KOIKE, 'As a guest.')
  await report.isSaved()
  await new SignInPage(await context.newPage()).signIn(ACCOUNT.email, ACCOUNT.password)

  await context.setOffline(true)
  proxy.cut()
  await report.write(KOIKE, ' Offline.')
  await context.setOffline(false)
  await expect(report.field(KOIKE)).toHaveText('As a guest. Offline.')
  await report.isSaved()
  await report.write(KOIKE, ' With an account.')
  await report.isSaved()
  const anas = new ReportPage(ana.page)
  await anas.open(session)
  await expect(anas.field(KOIKE)).toHaveText('As a guest. Offline. With an account.')
  await page.reload()
  await report.isOpen()
  await expect(report.field(KOIKE)).toHaveText('As a guest. Offline. With an account.')
  await expect(page.getByText('This browser keeps your text')).toHaveCount(0)
})
