import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Entry, makeBook } from '@/lib/book/make'
import { outlineOf } from '@/lib/export/content'
import { toHtml } from '@/lib/export/html'
import { lettersOf, type Text } from '@/lib/export/text'
import type { Report } from '@/lib/report/report'
import { startMaker } from '@/server/books/maker'
import type { Answer, Question } from '@/server/books/messages'
import { AT, stampOf } from './samples'

const EVENT = {
  name: 'GSEF Global Virtual Forum',
  theme: 'Great Challenges, Greater Solidarity',
  startDate: '2020-10-19',
  endDate: '2020-10-23',
}
const BOOK = { language: 'en', event: EVENT, at: AT }

/** One book, from the start of its process to the file on the disk, as the server makes it. */
export async function ourBook(
  format: 'pdf' | 'docx',
  reports: Report[],
): Promise<{ ms: number; memory: number; bytes: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-book-'))
  const stamps = await Promise.all(reports.map((report, index) => stampOf(report, `session-${index}`)))
  const started = performance.now()
  // A browser does not stand back either.
  const maker = startMaker({ niceness: 0 })
  const ask = async <K extends Answer['kind']>(question: Question, kind: K) => {
    const answer = await maker.ask(question)
    if (answer.kind !== kind) throw new Error(`The book could not be made: ${JSON.stringify(answer)}`)
    return answer as Extract<Answer, { kind: K }>
  }
  try {
    const order = { ...BOOK, format, banner: undefined, home: { kind: 'disk', dataDir } as const }
    maker.tell({ kind: 'begin', order })
    for (const [index, report] of reports.entries()) {
      const stamp = stamps[index]!
      const { date, start } = report.details
      const session = { id: stamp.session, title: report.title, date, start }
      const brought = { kind: 'report', state: 'approved', session, report, stamp } as const
      maker.tell({ kind: 'session', brought: { ...brought, pictures: new Set<string>() } })
    }
    const { memory, bytes } = await ask({ kind: 'make' }, 'made')
    await ask({ kind: 'store' }, 'stored')
    return { ms: performance.now() - started, memory, bytes }
  } finally {
    maker.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The same book as one HTML file: what a browser would print, without the page numbers, which it cannot give. */
export async function bookAsHtml(reports: Report[]): Promise<string> {
  const entries = await Promise.all(reports.map(entryOf))
  const { chapters, indexes } = makeBook({ ...BOOK, banner: undefined, entries })
  const pages = chapters.map(({ outline, stamp }) => toHtml(outline, stamp))
  const [head] = pages[0]!.split('<main>')
  const bodies = pages.map((page) => page.slice(page.indexOf('<main>'), page.indexOf('</body>')))
  const text = (line: Text) => lettersOf(line).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const title = (place: number) =>
    `<li><a href="#chapter-${place}">${text(chapters[place]!.outline.title)}</a></li>`
  const part = (body: string, id = '') => `<article ${id} style="break-before: page">${body}</article>`
  return [
    `${head}<h1>${EVENT.name}</h1>`,
    part(`<ol>${chapters.map((_, place) => title(place)).join('')}</ol>`),
    ...bodies.map((body, place) => part(body, `id="chapter-${place}"`)),
    ...indexes.map(({ heading, entries }) => {
      const items = entries.map(
        ({ name, about, chapters }) =>
          `<dt><b>${text(name)}</b>, ${text(about)}</dt><dd><ul>${chapters.map(title).join('')}</ul></dd>`,
      )
      return part(`<h1>${text(heading)}</h1><dl style="columns: 2; font-size: 8.4pt">${items.join('')}</dl>`)
    }),
    '</body></html>',
  ].join('\n')
}

async function entryOf(report: Report, index: number): Promise<Entry> {
  const stamp = await stampOf(report, `session-${index}`)
  const { title, details } = report
  const session = { id: stamp.session, title, date: details.date, start: details.start }
  return { kind: 'report', state: 'approved', session, report, outline: outlineOf(report, stamp), stamp }
}
