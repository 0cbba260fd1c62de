import { formatDay, formatDays } from '@/lib/export/dates'
import type { Locale } from '@/lib/i18n/locale'
import type check from '@/lib/i18n/messages/en/check.json'
import { inLanguage } from '@/lib/report/language'
import type { Finding, Fix, Saying, Word, Words } from './finding'

/** The messages of the area `check` below `says` and `fixes`, as next-intl and use-intl give them. */
export type Say = (
  key: `says.${Saying}` | `fixes.${keyof typeof check.fixes}`,
  values: Record<string, string | number>,
) => string

/** Who reads: `language` is the interface's; headings are the report's own. */
export type Reader = { locale: Locale; report: string; say: Say }

/** The finding as a sentence. */
export function sentenceOf({ say, words }: Finding, reader: Reader): string {
  return reader.say(`says.${say}`, wordsFor(words, reader))
}

/** What the fix does, as the words of its button. */
export function fixLabel(fix: Fix, { words }: Finding, reader: Reader): string {
  const { say } = reader
  switch (fix.kind) {
    case 'replace':
      if (fix.after === ', ') return say('fixes.comma', {})
      if (fix.after !== '') return say('fixes.write', { after: fix.after })
      return say(fix.field.startsWith('label/') ? 'fixes.caption' : 'fixes.remove', {})
    case 'mark':
      return say('fixes.mark', { language: languageName(fix.language, reader.locale) })
    case 'header':
      if (fix.values.language)
        return say('fixes.language', { language: languageName(fix.values.language, reader.locale) })
      return say('first' in words ? 'fixes.swap' : 'fixes.dates', {})
    case 'ask':
      return say('fixes.ask', { name: String(words.name) })
  }
}

function wordsFor(words: Words, reader: Reader): Record<string, string | number> {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, wordFor(word, reader)]))
}

function wordFor(word: Word, { locale, report }: Reader): string | number {
  if (typeof word !== 'object') return word
  if ('list' in word) {
    const quote = (text: string) => (locale === 'fr' ? `«\u00a0${text}\u00a0»` : `“${text}”`)
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(word.list.map(quote))
  }
  if ('date' in word) return formatDay(word.date, locale)
  if ('dates' in word) return formatDays(...word.dates, locale) || '–'
  if ('language' in word) return languageName(word.language, locale)
  return inLanguage(word.heading, report)
}

function languageName(tag: string, locale: Locale): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag
}
