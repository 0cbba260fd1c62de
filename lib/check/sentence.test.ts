import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { LOCALES, type Locale } from '@/lib/i18n/locale'
import { MESSAGES } from '@/lib/i18n/messages'
import { gsef2020 } from '@/lib/report/samples'
import { checkReport, type Finding } from '.'
import { detect } from './detector'
import { fixLabel, type Reader, sentenceOf } from './sentence'

function readerIn(locale: Locale): Reader {
  const t = createTranslator({
    locale,
    messages: MESSAGES[locale],
    namespace: 'check',
    onError: (error) => {
      throw error
    },
  })
  return { locale, report: 'en', say: (key, values) => t(key as 'title', values as never) }
}

const event = { startDate: '2020-10-19', endDate: '2020-10-21' }

test.each(LOCALES)('every finding of the first real report is a whole sentence in %s', (locale) => {
  const reader = readerIn(locale)
  for (const finding of checkReport(gsef2020, { detect, event })) {
    expect(sentenceOf(finding, reader)).toMatch(/^[^{}]{12,}$/)
    if (finding.fix) expect(fixLabel(finding.fix, finding, reader)).toMatch(/^[^{}]{3,}$/)
  }
})

test('dates, lists, languages and headings are said as the reader’s language says them', () => {
  const finding = (say: Finding['say'], words: Finding['words']): Finding => ({
    rule: 'any',
    severity: 'fault',
    say,
    words,
    place: { section: 'title' },
  })
  const inBoth = (one: Finding) => LOCALES.map((locale) => sentenceOf(one, readerIn(locale)))
  const outside = { date: { date: '2020-10-25' }, event: { dates: ['2020-10-19', '2020-10-23'] } } as const
  expect(
    inBoth(finding('dateOutside', { date: outside.date, event: { dates: [...outside.event.dates] } })),
  ).toEqual([
    'The session’s date, 25 October 2020, is outside the event’s: 19 – 23 October 2020.',
    'La date de la session, 25 octobre 2020, est hors de celles de l’événement\u00a0: 19 – 23 octobre 2020.',
  ])
  expect(inBoth(finding('roleDiffers', { name: 'Ana', list: { list: ['Mayor', 'Poet'] } }))).toEqual([
    'Ana has different roles in different places: “Mayor” and “Poet”.',
    'Ana a des fonctions différentes selon les endroits\u00a0: «\u00a0Mayor\u00a0» et «\u00a0Poet\u00a0».',
  ])
  expect(inBoth(finding('languageUnmarked', { text: 'agir', language: { language: 'fr' } }))).toEqual([
    'This passage is not marked as French: “agir”',
    'Ce passage n’est pas marqué comme étant en français\u00a0: «\u00a0agir\u00a0»',
  ])
  expect(
    inBoth(finding('sectionEmpty', { heading: { heading: { en: 'Speakers', fr: 'Intervenants' } } })),
  ).toEqual(['“Speakers” is required and empty.', '«\u00a0Speakers\u00a0» est obligatoire et vide.'])
})
