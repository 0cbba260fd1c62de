import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import mammoth from 'mammoth'
import { missingFrom, writtenIn } from '@/lib/export/testing'
import type { Section, Voice } from '@/lib/report/report'
import { toPlain } from '@/lib/report/rich'
import { gsef2020 } from '@/lib/report/samples'
import { openPdf, textOfPdf } from '@/server/export/testing'
import { InvitePage } from './pages/invite-page'
import { JoinPage } from './pages/join-page'
import { ReportPage } from './pages/report-page'
import { BO, KIM } from './people'
import { makeLink, makeSession } from './programme'
import { expect, test } from './test'

const of = <K extends Section['kind']>(kind: K) =>
  gsef2020.sections.find((section) => section.kind === kind) as Extract<Section, { kind: K }>
const nameOf = (id: string) => gsef2020.people.find((person) => person.id === id)!.name

test('the first real report is written by three people at once, and all of it is in every export', async ({
  ana,
  person,
}) => {
  test.setTimeout(600_000)
  const session = await makeSession(ana, {})
  const [bo, kim] = [await person(BO), await person(KIM)]
  await new JoinPage(bo.page).join(await makeLink(ana, session, 'rapporteur'), BO)
  await new InvitePage(kim.page).acceptAsNew(await makeLink(ana, session, 'moderator'), {
    name: KIM,
    email: 'kim.real@example.org',
    password: 'a long enough password',
  })
  const [anas, bos, kims] = [ana, bo, kim].map(({ page }) => new ReportPage(page)) as [
    ReportPage,
    ReportPage,
    ReportPage,
  ]
  for (const report of [anas, bos, kims]) await report.open(session)

  await test.step('Ana adds the people', async () => {
    for (const someone of gsef2020.people)
      if (someone.kind === 'speaker' || someone.kind === 'moderator')
        await anas.addPerson(someone.kind, someone)
  })

  await Promise.all([
    test.step('Ana writes the header, the captions and the picture', () => writeHeader(anas)),
    test.step('Bo writes the summaries and the guiding question', () => writeSummaries(bos)),
    test.step('Kim writes the questions and the closing remarks', () => writeDiscussion(kims)),
  ])
  for (const report of [anas, bos, kims]) await report.isSaved()

  const reader = await ana.context.newPage()
  for (const [format, read] of Object.entries(READERS))
    await test.step(format, async () => {
      const text = await read(await readFile(await anas.export(format as keyof typeof READERS)), reader)
      expect(missingFrom(text, writtenIn(gsef2020))).toEqual([])
      expect(text).not.toContain('Add summary or conclusion of the moderator')
    })
  await test.step('JSON data', async () => {
    const report = JSON.parse(await readFile(await anas.export('JSON data'), 'utf8'))
    expect(writtenIn(report)).toEqual(writtenIn(gsef2020))
  })
})

async function writeHeader(report: ReportPage) {
  const { title, details } = gsef2020
  await report.set('Title of the session', title)
  await report.set('Event', details.event)
  await report.set('Theme', details.theme)
  await report.page.getByLabel('First day of the event').fill(details.eventStart!)
  await report.page.getByLabel('Last day of the event').fill(details.eventEnd!)
  await report.set('Type of session', details.type)
  const spoken = report.page.getByLabel('Add a language')
  for (const tag of details.languages)
    if (await spoken.locator(`option[value="${tag}"]`).count()) await spoken.selectOption(tag)
  await report.page.getByLabel('Date', { exact: true }).fill(details.date!)
  await report.set('Duration', String(details.minutes))
  await report.set('Participants', String(details.participants))
  await report.set('How they were counted', details.counted)
  const speakers = report.section('Speakers')
  for (const { person, label } of of('speakers').labels) await report.caption(nameOf(person), label, speakers)
  const section = report.section('Screenshot of the zoom session')
  for (const { caption, description } of of('picture').pictures) {
    await report.add(section, 'Describe a picture without a file', /^Caption of picture/, caption)
    await report.set(/^Description of picture/, description, section)
  }
}

async function writeSummaries(report: ReportPage) {
  const summaries = report.section('Summary of presentations')
  for (const { person, label, text } of of('summaries').summaries) {
    const name = nameOf(person)
    await report.write(`Summary of ${name}`, toPlain(text), summaries)
    await report.caption(name, label, summaries)
  }
  const section = report.section('Answers to the GUIDING QUESTION')
  for (const { question, answers } of of('prompt').prompts) {
    await report.add(section, 'Add a guiding question', 'Guiding question 1', toPlain(question))
    for (const answer of answers) await writeAnswer(report, section, answer)
  }
}

async function writeDiscussion(report: ReportPage) {
  const section = report.section('Relevant Questions and Answers from Audience')
  let number = 0
  for (const { asker, to, text, state, answers } of of('questions').questions) {
    const label = `Question ${++number}`
    await report.add(section, 'Add a question', label, toPlain(text))
    await report.set(`Who asked question ${number}`, asker)
    const heading = report.page.getByRole('heading', { name: label, exact: true })
    const question = section.getByRole('article').filter({ has: heading })
    for (const person of to) await report.ask(question, label, nameOf(person))
    await question.getByLabel(`State of question ${number}`).selectOption(state)
    for (const answer of answers) await writeAnswer(report, question, answer)
  }
  const remarks = report.section('Closing remarks')
  for (const { person, text } of of('remarks').remarks)
    await report.addVoice(remarks, 'remark', nameOf(person), async () => {
      await report.page.keyboard.type('- ')
      const lines = toPlain(text).split('\n')
      for (const [index, line] of lines.entries()) {
        if (index > 0) await report.page.keyboard.press('Enter')
        await report.page.keyboard.insertText(line)
      }
    })
}

async function writeAnswer(
  report: ReportPage,
  within: ReturnType<ReportPage['section']>,
  { person, label, text }: Voice,
) {
  const name = nameOf(person)
  await report.addVoice(within, 'answer', name, () => report.page.keyboard.insertText(toPlain(text)))
  if (label) await report.caption(name, label, within)
}

/** What somebody reads in a downloaded report. */
const READERS = {
  Markdown: async (bytes: Buffer) => bytes.toString().replace(/\\(?=[^\w\s])/g, ''),
  'Web page': async (bytes: Buffer, page: Page) => {
    await page.setContent(bytes.toString())
    return (await page.locator('body').textContent()) ?? ''
  },
  'Word document': async (bytes: Buffer) => (await mammoth.extractRawText({ buffer: bytes })).value,
  PDF: async (bytes: Buffer) => textOfPdf(await openPdf(bytes)),
} as const
