import type { Locator } from '@playwright/test'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

/*
 * The page stays calm: nothing is covered by what helps to write, and nothing moves because somebody else does.
 */

const box = async (locator: Locator) => (await locator.boundingBox())!
const speakers = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `p${i + 1}`, kind: 'speaker', name: `Speaker ${i + 1}` }))

for (const width of [1440, 768, 390])
  test(`the tools cover neither the text nor the name above it at ${width} px`, async ({ ana }) => {
    await ana.page.setViewportSize({ width, height: 900 })
    const report = new ReportPage(ana.page)
    await report.open(await makeSession(ana, { people: speakers(3) }))
    await report.field('Summary of Speaker 2').click()
    const tools = await box(ana.page.getByRole('toolbar', { name: 'Text tools' }))
    const record = report.section('Summary of presentations').getByRole('article').nth(1)
    for (const part of [
      record.getByRole('heading'),
      record.getByRole('textbox'),
      record.getByRole('button'),
    ]) {
      const { x, y, width, height } = await box(part.first())
      const beside = tools.x >= x + width || tools.x + tools.width <= x
      expect(beside || tools.y + tools.height <= y || tools.y >= y + height).toBe(true)
    }
    expect(tools.x + tools.width).toBeLessThanOrEqual(width)
  })

test('the outline keeps its place when somebody begins to write', async ({ ana, person }) => {
  const session = await makeSession(ana, { people: speakers(1) })
  const report = new ReportPage(ana.page)
  await report.open(session)
  const bo = await person(BO)
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  const bos = new ReportPage(bo.page)
  await bos.isOpen()
  const outline = ana.page.getByRole('navigation', { name: 'Outline' })
  const before = await box(outline)
  await bos.field('Summary of Speaker 1').click()
  await expect(outline.getByText(`${BO} is writing here`).first()).toBeAttached()
  expect(await box(outline)).toEqual(before)
})

test('a report of many texts mounts only those near the view, and every way into it ends in sight', async ({
  ana,
}) => {
  const { page } = ana
  const report = new ReportPage(page)
  await report.open(await makeSession(ana, { people: speakers(60) }))
  const bar = await box(page.getByRole('banner'))
  const inSight = async (target: Locator) => {
    await expect(target).toBeFocused()
    await expect(target).toBeInViewport()
    await expect.poll(async () => (await box(target)).y).toBeGreaterThanOrEqual(bar.y + bar.height)
  }
  for (const heading of ['Conclusion', 'Summary of presentations', 'Closing remarks', 'Speakers']) {
    await page.getByRole('navigation', { name: 'Outline' }).getByRole('link', { name: heading }).click()
    await inSight(page.getByRole('heading', { name: heading, level: 2 }))
  }
  for (const number of ['50', '2']) {
    await page.keyboard.press('Control+Shift+L')
    await page.keyboard.type(number)
    await page.keyboard.press('Enter')
    await inSight(report.field(`Summary of Speaker ${number}`))
  }
  expect(await page.locator('.ProseMirror').count()).toBeLessThan(30)
})

test('a file that misses the pictures changes nothing, one that is no picture is refused in a sentence', async ({
  ana,
}) => {
  const { page } = ana
  const report = new ReportPage(page)
  await report.open(await makeSession(ana, { title: 'Dropped' }))
  const drop = (target: Locator) =>
    target.evaluate((element) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['words'], 'notes.txt', { type: 'text/plain' }))
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
      element.dispatchEvent(event)
      return event.defaultPrevented
    })
  expect(await drop(report.field('Conclusion'))).toBe(true)
  await expect(page.getByRole('alert').filter({ hasText: /JPEG/ })).toHaveCount(0)
  expect(await drop(page.getByText('Drop or paste a picture here'))).toBe(true)
  await expect(page.getByRole('alert').filter({ hasText: /JPEG/ })).toBeVisible()
})

test('names and titles without a place to break stick out nowhere', async ({ ana }) => {
  const { page } = ana
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)
  const person = { name: word, role: word, organisation: word, acronym: word, country: word }
  const questions = [{ id: 'q', asker: word, to: ['a'], text: word, answers: [{ person: 'a', text: word }] }]
  const report = new ReportPage(page)
  await report.open(
    await makeSession(ana, {
      title: word,
      people: [{ id: 'a', kind: 'speaker', ...person }],
      sections: [
        { id: 'summaries', kind: 'summaries', summaries: [{ person: 'a', text: word }] },
        { id: 'questions', kind: 'questions', questions },
      ],
    }),
  )
  for (const width of [1440, 768, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})
