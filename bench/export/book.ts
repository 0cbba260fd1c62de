import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outlineOf } from '@/lib/export/content'
import { toHtml } from '@/lib/export/html'
import type { Report } from '@/lib/report/report'
import { startMaker } from '@/server/books/maker'
import type { Answer, Question } from '@/server/books/messages'
import { AT, stampOf } from './samples'

const EVENT = { name: 'GSEF Global Virtual Forum', theme: 'Great Challenges, Greater Solidarity' }

/** One book, from the start of its process to the file on the disk, as the server makes it. */
export async function makeBook(
  format: 'pdf' | 'docx',
  reports: Report[],
): Promise<{ ms: number; memory: number; bytes: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-book-'))
  const started = performance.now()
  // A browser does not stand back either.
  const maker = startMaker({ niceness: 0 })
  const ask = async <K extends Answer['kind']>(question: Question, kind: K) => {
    const answer = await maker.ask(question)
    if (answer.kind !== kind) throw new Error(`The book could not be made: ${JSON.stringify(answer)}`)
    return answer as Extract<Answer, { kind: K }>
  }
  try {
    const event = { ...EVENT, startDate: '2020-10-19', endDate: '2020-10-23' }
    const order = { format, language: 'en', event, banner: undefined, at: AT, dataDir }
    await ask({ kind: 'begin', order }, 'ready')
    for (const [index, report] of reports.entries()) {
      const id = `session-${index}`
      const { date, start } = report.details
      const session = { id, title: report.title, date, start }
      const stamp = await stampOf(report, id)
      const brought = {
        kind: 'report',
        state: 'approved',
        session,
        report,
        stamp,
        pictures: new Set(),
      } as const
      await ask({ kind: 'session', brought: { ...brought, pictures: new Set<string>() } }, 'ready')
    }
    const { memory, bytes } = await ask({ kind: 'make' }, 'made')
    await ask({ kind: 'store' }, 'ready')
    return { ms: performance.now() - started, memory, bytes }
  } finally {
    maker.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The same reports as one HTML file, each on pages of its own: what a browser would print. */
export async function bookAsHtml(reports: Report[]): Promise<string> {
  const pages = await Promise.all(
    reports.map(async (report, index) => {
      const stamp = await stampOf(report, `session-${index}`)
      return toHtml(outlineOf(report, stamp), stamp)
    }),
  )
  const [head] = pages[0]!.split('<main>')
  const bodies = pages.map((page) => page.slice(page.indexOf('<main>'), page.indexOf('</body>')))
  const titles = reports.map(({ title }) => `<li>${title.replaceAll('<', '&lt;')}</li>`)
  const chapter = (body: string) => `<article style="break-before: page">${body}</article>`
  return `${head}<h1>${EVENT.name}</h1><ol>${titles.join('')}</ol>${bodies.map(chapter).join('')}</body></html>`
}
