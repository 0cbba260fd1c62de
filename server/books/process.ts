/*
 * The process in which one book is made, started by maker.ts: it can be ended at once, also in the midst of typesetting,
 * gives back all its memory, and takes nobody with it if it breaks.
 */
import type { BookResult } from '@/lib/api/schemas'
import type { Entry } from '@/lib/book/make'
import { byPlace } from '@/lib/book/order'
import type { Bytes } from '../files/bytes'
import { openBytes } from '../files/homes'
import { sha256Of } from '../sha256'
import { bannerOf, entryOf, reasonOf } from './chapters'
import type { Answer, Brought, Order, Question, Telling, Tick } from './messages'
import { renderBook } from './render'

let order: Order | undefined
let files: Bytes
let made: { sha256: string; bytes: Uint8Array } | undefined
const entries: Entry[] = []
/** The server's own sentences, for the list that people see. */
const reasons = new Map<string, string>()
const notes: string[] = []
const note = (line: string) => void notes.push(line)
/** A server that is no more hears nothing: see below. */
const tell = (said: Answer | Tick) => void process.send?.(said, undefined, undefined, () => {})
const tick = (done: number, total: number) => tell({ kind: 'tick', done, total })

async function hear(said: Telling | Question): Promise<Answer | undefined> {
  if (said.kind === 'begin') {
    order = said.order
    files = openBytes(order.home)
    return undefined
  }
  switch (said.kind) {
    case 'session':
      entries.push(await take(said.brought))
      return undefined
    case 'make':
      return make(order!)
    case 'store':
      await files.write(made!.sha256, made!.bytes)
      return { kind: 'stored' }
  }

  async function take(brought: Brought): Promise<Entry> {
    if (brought.kind === 'unreadable') reasons.set(brought.session.id, brought.reason)
    return entryOf(brought, files, note)
  }

  async function make({ format, language, event, at, banner }: Order): Promise<Answer> {
    if (!entries.some(({ kind }) => kind === 'report'))
      return {
        kind: 'failed',
        reason: 'There is no report that could be put into the book.',
        result: resultOf(entries),
      }
    try {
      const input = { language, event, at, entries, banner: await bannerOf(banner, files, note) }
      const rendered = await renderBook(format, input, { note, tick })
      const sha256 = sha256Of(rendered.bytes)
      made = { sha256, bytes: rendered.bytes }
      const result = resultOf(rendered.entries)
      const memory = process.resourceUsage().maxRSS * 1024
      return { kind: 'made', sha256, bytes: made.bytes.length, memory, result, notes }
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error), result: resultOf(entries) }
    }
  }
}

function resultOf(all: readonly Entry[]): BookResult {
  const result: BookResult = { reports: [], missing: [], leftOut: [] }
  for (const entry of [...all].sort((a, b) => byPlace(a.session, b.session))) {
    const { id: session, title } = entry.session
    if (entry.kind === 'report') result.reports.push({ session, title, state: entry.state })
    else if (entry.kind === 'missing') result.missing.push({ session, title, why: entry.why })
    else {
      const reason = entry.kind === 'failed' ? entry.reason : (reasons.get(session) ?? '')
      result.leftOut.push({ session, title, reason })
    }
  }
  return result
}

// One after the other, in the order in which it was said.
let last = Promise.resolve()
process.on('message', (said: Telling | Question) => {
  last = last.then(async () => {
    const answer = await hear(said).catch(
      (error: unknown): Answer => ({ kind: 'failed', reason: reasonOf(error), result: resultOf(entries) }),
    )
    if (answer) tell(answer)
  })
})
// Without a server there is nobody to make it for.
process.on('disconnect', () => process.exit())
