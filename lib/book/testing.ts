import { outlineOf } from '@/lib/export/content'
import { STAMP } from '@/lib/export/testing'
import { parseReport } from '@/lib/report/parse'
import { BUILT_IN } from '@/lib/report/templates'
import type { Book } from './book'
import { type BookInput, type Entry, makeBook } from './make'

/* For tests: sessions and books without a server. */

/** A session with a report made of what is given; `id` is its title too, if it has none. */
export function reported(
  id: string,
  input: Record<string, unknown> = {},
  state: 'approved' | 'draft' = 'approved',
): Entry {
  const parsed = parseReport(
    {
      title: id,
      sections: [{ id: 'conclusion', kind: 'conclusion', text: `What ${id} concluded.` }],
      ...input,
    },
    BUILT_IN['forum-session'],
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  const report = parsed.value
  const { date, start } = report.details
  const stamp = { ...STAMP, session: id }
  const session = { id, title: report.title, date, start }
  return { kind: 'report', session, state, report, outline: outlineOf(report, stamp), stamp }
}

export function bookOf(entries: Entry[], more: Partial<BookInput> = {}): Book {
  return makeBook({
    language: 'en',
    event: { name: 'Forum', theme: 'Solidarity', startDate: '2020-10-19', endDate: '2020-10-23' },
    banner: undefined,
    at: Date.UTC(2020, 10, 2),
    entries,
    ...more,
  })
}
