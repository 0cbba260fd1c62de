import { expect, test } from 'vitest'
import { lettersOf } from '@/lib/export/text'
import { isWritten } from './make'
import { bookOf, reported } from './testing'

test('chapters stand by date, start, title and id, in whatever order the sessions came', () => {
  const at = (date: string | null, start: string | null, title: string) => ({
    title,
    details: { date, start },
  })
  const entries = [
    reported('z', at(null, null, 'No day')),
    reported('b', at('2020-10-20', '09:00', 'Same')),
    reported('a', at('2020-10-20', '09:00', 'Same')),
    reported('c', at('2020-10-20', null, 'No hour')),
    reported('d', at('2020-10-20', '09:00', 'Earlier in the alphabet')),
    reported('e', at('2020-10-19', '16:00', 'First')),
  ]
  const expected = ['e', 'd', 'a', 'b', 'c', 'z']
  expect(bookOf(entries).chapters.map(({ session }) => session)).toEqual(expected)
  expect(bookOf([...entries].reverse()).chapters.map(({ session }) => session)).toEqual(expected)
})

test('the cover says whose reports these are, how many, and when they were put together', () => {
  const { cover, name } = bookOf([reported('a'), reported('b')])
  expect(name).toBe('Forum')
  expect([cover.title, cover.theme, cover.days, cover.kind, cover.made].map(lettersOf)).toEqual([
    'Forum',
    'Solidarity',
    '19 – 23 October 2020',
    'Session reports',
    '2 reports. Compiled on 2 November 2020.',
  ])
})

test('a report that is not approved is marked as such, in its own language', () => {
  const { chapters } = bookOf([
    reported('a'),
    reported('b', {}, 'draft'),
    reported('c', { language: 'fr' }, 'draft'),
  ])
  expect(chapters.map(({ mark }) => lettersOf(mark))).toEqual([
    '',
    'Draft: this report has not been approved.',
    'Brouillon\u00a0: ce compte rendu n’a pas été approuvé.',
  ])
})

test('what has no report, and what could not be included, is listed with the reason', () => {
  const session = (id: string, date: string | null = null) => ({ id, title: id, date, start: null })
  const { lists } = bookOf([
    reported('a'),
    { kind: 'failed', session: session('Damaged'), reason: 'too deep.' },
    { kind: 'unreadable', session: session('Broken') },
    { kind: 'missing', why: 'empty', session: { ...session('x'), title: '' } },
    { kind: 'missing', why: 'draft', session: session('Opening', '2020-10-19') },
  ])
  const said = lists.map(({ heading, items }) => [
    lettersOf(heading),
    ...items.map(({ title, about }) => `${lettersOf(title)}: ${lettersOf(about)}`),
  ])
  expect(said).toEqual([
    [
      'Sessions without a report',
      'Opening (19 October 2020): still a draft',
      'Session report: nothing written yet',
    ],
    [
      'Reports that could not be included',
      'Broken: The report cannot be read.',
      'Damaged: The report could not be set: too deep.',
    ],
  ])
  expect(bookOf([reported('a')]).lists).toEqual([])
})

test('its own words are in its language, and marked where that has none', () => {
  expect(bookOf([reported('a')], { language: 'ko' }).contents).toEqual([{ type: 'text', text: '차례' }])
  expect(bookOf([reported('a')], { language: 'sw' }).contents).toEqual([
    { type: 'text', text: 'Contents', marks: [{ type: 'language', attrs: { lang: 'en' } }] },
  ])
})

test('a report that holds only what the programme said is not written', () => {
  const outlineOf = (entry: ReturnType<typeof reported>) =>
    (entry.kind === 'report' ? entry.outline : undefined)!
  const header = {
    details: { event: 'Forum', date: '2020-10-20' },
    people: [{ id: 'p', kind: 'speaker', name: 'Ana' }],
  }
  expect(isWritten(outlineOf(reported('a', { ...header, sections: [] })))).toBe(false)
  expect(isWritten(outlineOf(reported('a', header)))).toBe(true)
})
