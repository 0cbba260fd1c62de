/*
 * npm run bench:export: what documents cost, beside a browser's print and LibreOffice's conversion, in turns on this
 * machine (docs/performance.md). Side effects are here: processes, files, printing.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { outlineOf } from '@/lib/export/content'
import { toHtml } from '@/lib/export/html'
import { gsef2020 } from '@/lib/report/samples'
import { sampleTemplate } from '@/lib/word-template'
import { createExporter } from '@/server/export'
import { machine } from '../sync/machine'
import { type Options, readArguments } from './arguments'
import { bookAsHtml, ourBook } from './book'
import { startPrinter } from './chromium'
import { judge } from './judge'
import { findConverter } from './libreoffice'
import { report } from './print'
import { stampOf, variedReports } from './samples'
import { type Figure, type Subject, TARGETS } from './targets'

const MB = 1_000_000
/** How often in each round a single report is exported. */
const TURNS = 7

async function main({ rounds, reports: count, exports, kind, json }: Options): Promise<void> {
  const figures: Figure[] = []
  const exporter = createExporter({ threads: 1 })
  const printer = await startPrinter()
  const converter = findConverter()
  if (!printer) console.log('No Chromium is installed: its figures are left out.')
  if (!converter) console.log('LibreOffice is not installed: its figures are left out.')
  const reports = variedReports(count)
  const real = { report: gsef2020, stamp: await stampOf(gsef2020, 'real'), pictures: async () => undefined }
  const template = await sampleTemplate(gsef2020.template, 'en')
  const html = toHtml(outlineOf(real.report, real.stamp), real.stamp)
  const docx = await exporter.render('docx', real)

  // The compiler remembers what it set: of a report that it never saw it knows the fonts only.
  const others = await Promise.all(
    reports.map(async (report, index) => {
      const stamp = await stampOf(report, `other-${index}`)
      return { input: { ...real, report, stamp }, html: toHtml(outlineOf(report, stamp), stamp) }
    }),
  )
  const other = (turn: number) => others[turn % others.length]!

  const SINGLE: [what: string, subject: Subject, run: ((turn: number) => Promise<unknown>) | undefined][] = [
    ['PDF of the real report', 'ours', () => exporter.render('pdf', real)],
    ['PDF of the real report', 'chromium', printer && (() => printer.print(html))],
    ['PDF of the real report', 'libreoffice', converter && (() => converter.convert(docx))],
    ['PDF of another report each time', 'ours', (turn) => exporter.render('pdf', other(turn).input)],
    ['PDF of another report each time', 'chromium', printer && ((turn) => printer.print(other(turn).html))],
    ['DOCX of the real report', 'ours', () => exporter.render('docx', real)],
    ['Word template filled', 'ours', () => exporter.render('docx', { ...real, options: { template } })],
  ]
  // Warm: what a server does all day.
  for (let turn = 0; turn < 5; turn++)
    for (const [, subject, run] of SINGLE) if (subject === 'ours' || turn === 0) await run?.(turn)
  for (let round = 0; round < rounds; round++) {
    // They take so little that one alone says nothing.
    for (let turn = round * TURNS; turn < (round + 1) * TURNS; turn++)
      for (const [what, subject, run] of inTurn(SINGLE, turn))
        if (run) add(what, 'ms', subject, turn, await timed(() => run(turn)))
    await measureStalls(round)
    await measureBooks(round)
  }
  await measureMemory()

  console.log(`\n${machine().summary}; ${kind}, a book of ${count} reports\n\n${report(figures)}`)
  if (json !== undefined) {
    const targets = TARGETS.map((target) => judge(figures, target))
    writeFileSync(
      resolve(json),
      JSON.stringify({ machine: machine(), count, exports, figures, targets }, null, 2),
    )
  }
  await printer?.end()
  converter?.end()
  await exporter.close()

  /** This thread is what the server's sockets would be on. On a busy machine it is held up by others too. */
  async function measureStalls(round: number): Promise<void> {
    const started = performance.now()
    const exporting = await stallDuring(async () => {
      await Promise.all(reports.slice(0, 20).map((one) => exporter.render('pdf', { ...real, report: one })))
    })
    const idle = await stallDuring(() => setTimeout(performance.now() - started))
    add('longest stall of the sockets’ thread', 'ms', 'ours', round, exporting)
    add('longest stall without any export', 'ms', 'ours', round, idle)
  }

  async function measureBooks(round: number): Promise<void> {
    const bookHtml = printer && (await bookAsHtml(reports))
    const turns: [Subject, (() => Promise<void>) | undefined][] = [
      ['ours', () => measureOurs(round)],
      [
        'chromium',
        printer && bookHtml
          ? async () => add('book', 'ms', 'chromium', round, await timed(() => printer.print(bookHtml)))
          : undefined,
      ],
    ]
    for (const [, run] of inTurn(turns, round)) await run?.()
    if (round > 0) return
    const word = await ourBook('docx', reports)
    add('book in Word', 'ms', 'ours', round, word.ms)
    add('memory of the book in Word', 'MB', 'ours', round, word.memory / MB)
  }

  async function measureOurs(round: number): Promise<void> {
    const book = await ourBook('pdf', reports)
    add('book', 'ms', 'ours', round, book.ms)
    add('memory of the book', 'MB', 'ours', round, book.memory / MB)
  }

  /** All formats in turn, of different reports: from when it is warm to the end of the row. */
  async function measureMemory(): Promise<void> {
    const formats = ['pdf', 'docx', 'html', 'md', 'json'] as const
    const run = async (from: number, to: number) => {
      for (let index = from; index < to; index++)
        await exporter.render(formats[index % formats.length]!, {
          ...real,
          report: reports[index % reports.length]!,
        })
    }
    await run(0, exports / 5)
    const before = process.memoryUsage.rss()
    await run(0, exports)
    add('memory gained in a row of exports', 'MB', 'ours', 0, (process.memoryUsage.rss() - before) / MB)
  }

  function add(what: string, unit: Figure['unit'], subject: Subject, round: number, value: number): void {
    figures.push({ what, unit, subject, round, value })
    console.error(`${what}, ${subject}: ${value.toFixed(0)} ${unit}`)
  }
}

async function stallDuring(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

/** In another order each round: who goes first has the cooler machine. */
function inTurn<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

try {
  const options = readArguments(process.argv.slice(2))
  if (options) await main(options)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
