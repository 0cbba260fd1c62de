import type { Page } from '@playwright/test'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO, type Somebody } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

const MINUTES = { title: 'Weekly meeting' }

/** A new session with the short minutes, in front of Ana. */
async function openMinutes(ana: Somebody): Promise<{ session: string; report: ReportPage }> {
  const session = await makeSession(ana, MINUTES, 'short-minutes')
  const report = new ReportPage(ana.page)
  await report.open(session)
  return { session, report }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

test('two people in one text see each other’s caret, and undo takes back only one’s own, field after field', async ({
  ana,
  person,
}) => {
  const { session, report } = await openMinutes(ana)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const bos = new ReportPage(bo.page)
  await bos.isOpen()

  await report.write('Agenda', 'Opening. ')
  await expect(bo.page.locator('.rich-caret')).toHaveAttribute('data-name', /ana/i)
  await bos.write('Agenda', 'Budget.')
  await expect(report.field('Agenda')).toContainText('Opening. Budget.')
  await expect(ana.page.locator('.rich-caret')).toHaveAttribute('data-name', BO)
  await report.write('Title of the session', ' of May')
  await report.write('Decisions', 'None.')

  await ana.page.keyboard.press('Control+z')
  await expect(report.field('Decisions')).toHaveText('')
  await ana.page.keyboard.press('Control+z')
  await expect(report.field('Title of the session')).toHaveValue('Weekly meeting')
  await expect.poll(() => focused(ana.page)).toBe('Title of the session')
  await ana.page.keyboard.press('Control+z')
  await expect(bos.field('Agenda')).toHaveText('Budget.')
  await ana.page.keyboard.press('Control+Shift+z')
  await ana.page.keyboard.press('Control+y')
  await expect(bos.field('Agenda')).toContainText('Opening. ')
  await expect(bos.field('Title of the session')).toHaveValue('Weekly meeting of May')
  await expect(report.field('Decisions')).toHaveText('')
})

test('the keyboard alone makes lists, quotes, links and passages in another language, and Tab leaves the field', async ({
  ana,
}) => {
  const { report } = await openMinutes(ana)
  const { keyboard } = ana.page
  const agenda = report.field('Agenda')
  await agenda.focus()
  await keyboard.press('Control+b')
  await keyboard.type('First')
  await keyboard.press('Control+b')
  await keyboard.type(' point')
  await expect(agenda.locator('strong')).toHaveText('First')
  await keyboard.press('Control+Shift+8')
  await keyboard.press('Enter')
  await keyboard.type('한국어')
  await expect(agenda.locator('ul > li')).toHaveCount(2)
  await keyboard.press('Control+]')
  await expect(agenda.locator('ul ul li')).toHaveText('한국어')

  await test.step('the toolbar is one stop, and its arrows lead to the languages', async () => {
    await keyboard.press('Shift+Home')
    await expect.poll(() => ana.page.evaluate(() => getSelection()?.toString())).toBe('한국어')
    await keyboard.press('Alt+F10')
    await expect.poll(() => focused(ana.page)).toBe('Bold')
    await keyboard.press('End')
    await expect.poll(() => focused(ana.page)).toBe('Language of the passage')
    await keyboard.press('Enter')
    await ana.page.getByRole('button', { name: 'Korean' }).press('Enter')
    await expect(agenda.locator('[lang="ko"]')).toHaveText('한국어')
    await expect.poll(() => focused(ana.page)).toBe('Agenda')
  })

  await test.step('a link takes only web and mail addresses', async () => {
    await keyboard.press('Control+k')
    await ana.page.getByLabel('Address').fill('javascript:alert(1)')
    await keyboard.press('Enter')
    await expect(ana.page.getByText('This is no web or e-mail address')).toBeVisible()
    await ana.page.getByLabel('Address').fill('example.org')
    await keyboard.press('Enter')
    await expect(agenda.locator('a')).toHaveAttribute('href', 'https://example.org')
  })

  await keyboard.press('Tab')
  await expect.poll(() => focused(ana.page)).not.toBe('Agenda')
})

test('what is pasted keeps its words, lists and links, and loses what a report does not have', async ({
  ana,
}) => {
  const { report } = await openMinutes(ana)
  const agenda = report.field('Agenda')
  await agenda.focus()
  await agenda.evaluate((element) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      `<h1 style="color:red">Heading</h1><p><span lang="EN-US">Plain <b>bold</b> <a href="https://example.org" target="_blank" onclick="x()">link</a> <a href="javascript:x()">none</a></span></p><table><tr><td>cell</td></tr></table><img src="x"><script>x()</script>`,
    )
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(agenda).toContainText('Heading')
  await expect(agenda).toContainText('cell')
  await expect(agenda.locator('strong')).toHaveText('bold')
  await expect(agenda.locator('a')).toHaveText('link')
  await expect(agenda.locator('h1, img, table, script, [lang="EN-US"], [style], [target]')).toHaveCount(0)
})

test('opening a report deletes nothing that another program wrote into it', async ({ ana }) => {
  const { session, report } = await openMinutes(ana)
  const { ticket } = await ana.page.evaluate(
    async (id) =>
      (await fetch(`/api/v1/sessions/${id}/ticket`, { method: 'POST' })).json() as Promise<{
        ticket: string
      }>,
    session,
  )
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(
    new URL('/collab', ana.page.url()).href.replace('http', 'ws'),
    session,
    doc,
    {
      params: { ticket },
      WebSocketPolyfill: WebSocket as never,
    },
  )
  await expect.poll(() => provider.synced).toBe(true)
  const agenda = doc.getXmlFragment('agenda/text')
  doc.transact(() => {
    const underlined = new Y.XmlText()
    underlined.insert(0, 'A heading', { underline: {} })
    const heading = element('heading', underlined)
    const list = element('bulletList', element('paragraph', new Y.XmlText('no item')))
    agenda.insert(0, [heading, list])
  })
  const before = agenda.toString()

  await expect(report.field('Agenda')).toContainText('A heading')
  await expect(report.field('Agenda')).toContainText('no item')
  await ana.page.reload()
  await report.isOpen()
  await report.write('Decisions', 'One.')
  await expect.poll(() => doc.getXmlFragment('decisions/text').toString()).toContain('One.')
  expect(agenda.toString()).toBe(before)

  await test.step('whoever goes there to write finds every word', async () => {
    await report.field('Agenda').click()
    await ana.page.keyboard.press('Control+End')
    await ana.page.keyboard.type(' more')
    await expect.poll(() => agenda.toString()).toMatch(/A heading[\s\S]*no item more/)
  })
  provider.destroy()
})

test('what was typed without a connection survives closing the tab, and merges when it is back', async ({
  ana,
}) => {
  const { session, report } = await openMinutes(ana)
  await report.write('Agenda', 'Online. ')
  await report.isSaved()
  await isKept(ana.page, session)
  await ana.page.close()

  const cut = await ana.context.newPage()
  await cut.routeWebSocket(/\/collab\//, (socket) => socket.close())
  await cut.route(/\/collab\//, (route) => route.abort())
  await cut.goto(`/sessions/${session}`)
  const offline = new ReportPage(cut)
  await expect(offline.field('Agenda')).toContainText('Online.')
  await offline.write('Agenda', 'Offline.')
  await expect(cut.getByText('Not saved yet', { exact: true })).toBeVisible()
  await test.step('after fifteen seconds an alert offers a rescue copy', async () => {
    const alert = cut.getByRole('alert').filter({ hasText: 'have not reached the server' })
    await expect(alert).toBeVisible()
    const started = cut.waitForEvent('download')
    await alert.getByRole('button', { name: 'Download a rescue copy' }).click()
    expect((await started).suggestedFilename()).toMatch(new RegExp(`^rapporteur-${session}-.*\\.json$`))
  })
  await isKept(cut, session)
  await cut.close()

  const back = await ana.context.newPage()
  await back.goto(`/sessions/${session}`)
  const again = new ReportPage(back)
  await again.isOpen()
  await expect(again.field('Agenda')).toContainText('Online. Offline.')
})

/** Waits until what the page is writing into the browser's storage is there: the next transaction comes after it. */
async function isKept(page: Page, session: string) {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const transaction = request.result.transaction('updates', 'readwrite')
          transaction.objectStore('updates').count()
          transaction.oncomplete = () => {
            request.result.close()
            resolve()
          }
        }
      }),
    `rapporteur/${session}`,
  )
}

function element(name: string, child: Y.XmlElement | Y.XmlText): Y.XmlElement {
  const made = new Y.XmlElement(name)
  made.insert(0, [child])
  return made
}

/** Random edits, undo and redo in every mounted editor of the page; the same for the same seed. */
function scribble(seed: number): void {
  type Commands = Record<string, (...values: unknown[]) => boolean>
  type Mounted = { commands: Commands; state: { doc: { content: { size: number } } } }
  let state = seed
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
  const press = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true }))
  const editors = [...document.querySelectorAll('.ProseMirror')].map(
    (element) => (element as unknown as { editor: Mounted }).editor,
  )
  for (let step = 0; step < 25; step++) {
    const { commands, state: before } = editors[random(editors.length)]!
    const { size } = before.doc.content
    const from = random(size + 1)
    const run = (name: string, ...values: unknown[]) => commands[name]!(...values)
    const edits = [
      () => run('insertContent', 'words '.slice(0, 1 + random(6))),
      () => run('insertContent', '한글'),
      () => run('deleteSelection'),
      () => run('toggleBulletList'),
      () => run('toggleBlockquote'),
      () => run('toggleBold'),
      () => run('splitListItem', 'listItem') || run('joinBackward'),
      () => run('sinkListItem', 'listItem') || run('liftListItem', 'listItem'),
      () => press('z'),
      () => press('z'),
      () => press('y'),
    ]
    run('setTextSelection', { from, to: Math.min(size, from + random(6)) })
    edits[random(edits.length)]!()
  }
}

test('hundreds of edits and undos of two people at once raise no error and leave both with the same text', async ({
  ana,
  person,
}) => {
  const { session, report } = await openMinutes(ana)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const bos = new ReportPage(bo.page)
  await bos.isOpen()
  const errors: string[] = []
  for (const { page } of [ana, bo]) page.on('pageerror', (error) => errors.push(error.message))
  for (const page of [report, bos]) await page.field('Agenda').click()
  for (let round = 0; round < 12; round++)
    await Promise.all([ana.page.evaluate(scribble, round + 1), bo.page.evaluate(scribble, round + 1001)])
  await ana.page.keyboard.insertText('The end.')
  await expect(bo.page.getByText('The end.').first()).toBeAttached()
  await bo.page.keyboard.insertText('Fin.')
  await expect(ana.page.getByText('Fin.').first()).toBeAttached()
  for (const label of ['Agenda', 'Decisions', 'Action items']) {
    const words = (page: ReportPage) =>
      page.field(label).evaluate((element) => {
        const copy = element.cloneNode(true) as Element
        // What the editor shows besides the text: others' carets, and helps for the browser's own caret.
        const besides = '.rich-caret, .ProseMirror-separator, .ProseMirror-trailingBreak'
        for (const shown of copy.querySelectorAll(besides)) shown.remove()
        const shown = copy.innerHTML.replace(/ style="[^"]*"|<\/?span[^>]*>/g, '')
        // A text that is shown without its editor gives an empty paragraph its height by a break.
        return shown.replaceAll('<p><br></p>', '<p></p>')
      })
    expect(await words(bos)).toBe(await words(report))
  }
  expect(errors).toEqual([])
})
