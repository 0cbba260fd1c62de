/*
 * Dates in running text: `22nd of October`, `19 – 23 October 2020`, `du 19 au 23 octobre`, `2020년 10월 22일`, `October 19,
 * 2020`, `٢٢ أكتوبر`. Months by their names in the languages that reports are written in. Numbers alone (3/4/2020) mean
 * different days to different people and are passed over.
 */

export type Day = { year: number | undefined; month: number; day: number }
/** A day or a range of days, at `from` to `to` in the text. */
export type FoundDate = { from: number; to: number; start: Day; end: Day }

const LANGUAGES = ['en', 'fr', 'es', 'pt', 'de', 'it', 'ar', 'ar-MA', 'ar-SY', 'ru']

const months = new Map<string, number>()
for (const language of LANGUAGES)
  for (const month of ['long', 'short'] as const)
    for (let index = 0; index < 12; index++) {
      const format = new Intl.DateTimeFormat(`${language}-u-nu-latn`, {
        month,
        day: 'numeric',
        timeZone: 'UTC',
      })
      const part = format.formatToParts(Date.UTC(2020, index, 5)).find(({ type }) => type === 'month')
      const name = (part?.value ?? '').toLowerCase().replace(/\.$/, '')
      // Three letters such as `mar` or `set` are words too.
      if (name.length > 3 || month === 'long') months.set(name, index + 1)
    }
for (const [index, short] of 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').entries())
  months.set(short, index + 1)

const names = [...months.keys()].filter((name) => /^\p{L}/u.test(name)).sort((a, b) => b.length - a.length)
const MONTH = `(?<month>${names.join('|')})(?![\\p{L}])\\.?`
const DAY = '(?<![\\d.,/])(?<day>[0-3]?\\d)(?:st|nd|rd|th|er|º|ª|\\.)?(?!\\d)'
const UNTIL = '(?:\\s*[–—~-]\\s*|\\s+(?:to|until|and|au|à|et|al|a|y|e|bis|und|إلى)\\s+)'
const LAST = `(?:${UNTIL}(?<last>[0-3]?\\d)(?:st|nd|rd|th|er|º|ª|\\.)?(?!\\d))?`
const YEAR = '(?:,?\\s*(?:of\\s+|de\\s+|del\\s+|do\\s+)?(?<year>(?:19|20)\\d\\d)(?!\\d))?'

const PATTERNS = [
  new RegExp(`${DAY}${LAST}\\s*(?:of\\s+|de\\s+|d['’])?${MONTH}${YEAR}`, 'giu'),
  new RegExp(`(?<!\\p{L})${MONTH}\\s+${DAY}${LAST}${YEAR}`, 'giu'),
  /(?:(?<year>(?:19|20)\d\d)년\s*)?(?<month>1?\d)월\s*(?<day>[0-3]?\d)일?(?:\s*[–—~-]\s*(?<last>[0-3]?\d)일)?/gu,
  /(?:(?<year>(?:19|20)\d\d)年)?(?<month>1?\d)月(?<day>[0-3]?\d)[日号]?(?:\s*[–—~至-]\s*(?<last>[0-3]?\d)[日号])?/gu,
  /(?<![\d-])(?<year>(?:19|20)\d\d)-(?<month>[01]\d)-(?<day>[0-3]\d)(?![\d-])/gu,
]

/** The days that a text names, in order. */
export function datesIn(text: string): FoundDate[] {
  const plain = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
  const found = PATTERNS.flatMap((pattern) => [...plain.matchAll(pattern)].flatMap(dateOf))
  return joined(plain, apart(found))
}

function dateOf(match: RegExpMatchArray): FoundDate[] {
  const { month, day, last, year } = match.groups as Record<string, string | undefined>
  const number = months.get(month!.toLowerCase()) ?? Number(month)
  const start: Day = { year: year === undefined ? undefined : Number(year), month: number, day: Number(day) }
  if (!isDay(start) || (/^may$/i.test(month!) && !/^M/.test(month!))) return []
  const end = last === undefined ? start : { ...start, day: Number(last) }
  const from = match.index!
  return [{ from, to: from + match[0].trimEnd().length, start, end: isDay(end) ? end : start }]
}

const isDay = ({ month, day }: Day) => month >= 1 && month <= 12 && day >= 1 && day <= 31

/** Of those that overlap the longer. */
function apart(found: FoundDate[]): FoundDate[] {
  const kept: FoundDate[] = []
  for (const one of found.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const before = kept.at(-1)
    if (!before || one.from >= before.to) kept.push(one)
    else if (one.to - one.from > before.to - before.from) kept[kept.length - 1] = one
  }
  return kept
}

const BETWEEN = /^\s*(?:[–—~-]|to|until|au|al|bis|إلى)\s*$/iu

/** `19 October – 2 November 2020` is one range; the year at its end is the year of its beginning too. */
function joined(text: string, found: FoundDate[]): FoundDate[] {
  const out: FoundDate[] = []
  for (const one of found) {
    const before = out.at(-1)
    if (
      before &&
      before.start === before.end &&
      one.start === one.end &&
      BETWEEN.test(text.slice(before.to, one.from))
    )
      out[out.length - 1] = {
        from: before.from,
        to: one.to,
        start: { ...before.start, year: before.start.year ?? one.end.year },
        end: one.end,
      }
    else out.push(one)
  }
  return out
}

/** Days since 1970 of a day, in `year` if it names none. */
export function dayNumber(day: Day, year: number): number {
  return Date.UTC(day.year ?? year, day.month - 1, day.day) / 86_400_000
}

export const isoDayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
