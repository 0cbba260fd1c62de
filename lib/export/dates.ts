import { joinParts } from './text'

/*
 * Dates, numbers and names of languages as a report's language writes them. Pure and independent of the machine's
 * own time zone.
 */

/** Plain English is written as in Britain: 22 October 2020. */
const locale = (language: string) => (language === 'en' ? 'en-GB' : language)

const dayFormat = (language: string) =>
  new Intl.DateTimeFormat(locale(language), {
    calendar: 'gregory',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })

const utc = (date: string) => new Date(`${date}T00:00:00Z`)

/** An ISO date in words, `22 October 2020`. */
export function formatDay(date: string, language: string): string {
  return dayFormat(language).format(utc(date))
}

/** From one ISO date to another, `19 – 23 October 2020`; just the one there is if the other is missing. */
export function formatDays(start: string | null, end: string | null, language: string): string {
  const [first, last] = [start ?? end, end ?? start]
  if (!first || !last) return ''
  // Dates typed the wrong way round are shown as they were typed.
  if (last < first) return `${formatDay(first, language)} – ${formatDay(last, language)}`
  const range = dayFormat(language).formatRange(utc(first), utc(last))
  // Some languages' ranges fall back to figures: 2024/1/30 – 2024/2/2.
  if (/\d\/\d/.test(range)) return `${formatDay(first, language)} – ${formatDay(last, language)}`
  return range.replace(/\s*–\s*/, ' – ')
}

/** A duration in minutes, `90 minutes`. */
export function formatMinutes(minutes: number, language: string): string {
  const format = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const
  return new Intl.NumberFormat(locale(language), format).format(minutes)
}

export function formatNumber(number: number, language: string): string {
  return new Intl.NumberFormat(locale(language)).format(number)
}

/** Several names as a list in words: `A, B and C`. */
export function formatList(items: string[], language: string): string {
  return new Intl.ListFormat(locale(language), { type: 'conjunction' }).format(items)
}

/** Languages by their names, `English, French, Korean`; a tag without a name stands for itself. */
export function formatLanguages(tags: string[], language: string): string {
  const names = new Intl.DisplayNames([locale(language)], { type: 'language' })
  const text = joinParts(tags.map((tag) => nameOf(names, tag)))
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}
