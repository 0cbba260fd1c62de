import { LANGUAGES } from './words/languages'

/* Dates as people write them, in the languages of our reports. */

/** ISO dates; `rest` is what of the text is none. */
export type Days = { start: string; end: string; rest: string }

type Token = {
  kind: 'date' | 'year' | 'month' | 'day' | 'filler' | 'other'
  value: string
  from: number
  to: number
}

/** The first date, or span of dates, in a text. `year` stands in where none is written. */
export function findDays(text: string, year?: number): Days | undefined {
  const tokens = tokensOf(westernDigits(text))
  let best: Token[] = []
  let run: Token[] = []
  for (const token of [...tokens, { kind: 'other', value: '', from: 0, to: 0 } as Token]) {
    if (token.kind !== 'other') run.push(token)
    else {
      if (weight(run) > weight(best)) best = run
      run = []
    }
  }
  // "Forum 2026, 4 – 6 May 2026": the first year is the name's.
  const reals = best.filter(({ kind }) => kind !== 'filler')
  if (
    reals[0]?.kind === 'year' &&
    reals[1]?.kind === 'day' &&
    reals.slice(1).some(({ kind }) => kind === 'year')
  )
    best = best.slice(best.indexOf(reals[0]) + 1)
  const days = resolve(best, year)
  if (!days) return undefined
  const real = best.filter(({ kind }) => kind !== 'filler')
  const from = wordsBefore(best, real[0]!)
  const after = text.slice(endOf(best, real.at(-1)!))
  const weekday = /^\s*[(（]\s*(\p{L}{1,12})\.?\s*[)）]/u.exec(after)
  const isWeekday = weekday && weekdays().has(weekday[1]!.toLowerCase())
  const rest = `${text.slice(0, from)} ${isWeekday ? after.slice(weekday[0].length) : after}`
  return { ...days, rest: tidy(rest) }
}

/** Without the signs, and marks of direction, that stood between a date and the rest of its line. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[(（]\s*[)）]/g, '')
    .replace(/^[\s,،，;:：|·.–—\u200E\u200F\u061C-]+|[\s,،，;:：|·–—\u200E\u200F\u061C-]+$/gu, '')
    .trim()
}

export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.codePointAt(0)! & 0xf))
}

const weight = (run: Token[]) => run.filter(({ kind }) => kind !== 'filler').length

/** Where a date begins with the small words and weekday before it. */
function wordsBefore(run: Token[], first: Token): number {
  const before = run.slice(0, run.indexOf(first)).filter(({ value }) => /\p{L}/u.test(value))
  return Math.min(first.from, ...before.map(({ from }) => from))
}

/** Where a date ends, with the weekday or the word for year after it. */
function endOf(run: Token[], last: Token): number {
  const after = run[run.indexOf(last) + 1]
  const belongs =
    after && (/^(?:г\.?|года)$/iu.test(after.value) || weekdays().has(after.value.toLowerCase()))
  return belongs ? after.to : last.to
}

function resolve(run: Token[], year: number | undefined): { start: string; end: string } | undefined {
  const whole = run.filter(({ kind }) => kind === 'date').map(({ value }) => value)
  if (whole.length > 0) return { start: whole[0]!, end: whole.at(-1)! }
  const of = (kind: Token['kind']) =>
    run.filter((token) => token.kind === kind).map(({ value }) => Number(value))
  const [days, months, years] = [of('day'), of('month'), of('year')]
  const endYear = years.at(-1) ?? year
  if (
    days.length === 0 ||
    days.length > 2 ||
    months.length === 0 ||
    months.length > 2 ||
    endYear === undefined
  )
    return undefined
  const start = iso(years[0] ?? endYear, months[0]!, days[0]!)
  const end = iso(endYear, months.at(-1)!, days.at(-1)!)
  return start && end ? { start, end } : undefined
}

function iso(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : undefined
}

const FILLERS = new Set(
  'of de del du le la les el los the on from to au al a y et and st nd rd th er º ª г года – — - ~ ～ 至 から 부터 까지 من إلى الى حتى و في يوم до по с in bis até'.split(
    ' ',
  ),
)

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern =
    /(?<iso>\d{4}-\d{1,2}-\d{1,2})|(?<numeric>\d{1,2}[./]\d{1,2}[./]\d{4})|(?<dotted>\d{4}\s?[./]\s?\d{1,2}\s?[./]\s?\d{1,2}\.?)|(?<clock>\d{1,2}(?::\d{2}|\s?h\s?\d{2}|\s?h(?!\p{L})|\s?시|\s?(?:am|pm|a\.m\.|p\.m\.)(?!\p{L})))|(?<number>\d+)(?:\s?(?<unit>년|월|일|年|月|日)|(?:st|nd|rd|th|er|º|ª)?(?![\p{L}\d]))|(?<word>[\p{L}\p{M}'’]+\.?)|(?<sign>[^\s\p{L}\d])/gu
  for (const match of text.matchAll(pattern)) {
    const { groups = {}, index: from } = match
    tokens.push({ ...classify(groups), from, to: from + match[0].length })
  }
  return tokens
}

function classify(groups: Record<string, string | undefined>): Pick<Token, 'kind' | 'value'> {
  const { iso: whole, numeric, dotted, clock, number, unit, word, sign } = groups
  if (clock) return { kind: 'other', value: clock }
  if (whole ?? dotted) {
    const [year, month, day] = (whole ?? dotted)!.match(/\d+/g)!.map(Number)
    return dateToken(iso(year!, month!, day!))
  }
  if (numeric) {
    const [first, second, year] = numeric.split(/[./]/).map(Number)
    // The day stands first in all our languages but American English, which is taken where nothing else can be.
    return dateToken(iso(year!, second!, first!) ?? iso(year!, first!, second!))
  }
  if (number) {
    const value = Number(number)
    if (unit === '년' || unit === '年') return { kind: 'year', value: number }
    if (unit === '월' || unit === '月') return { kind: 'month', value: number }
    if (value >= 1900 && value <= 2100) return { kind: 'year', value: number }
    return { kind: value >= 1 && value <= 31 ? 'day' : 'other', value: number }
  }
  if (word) {
    const key = word
      .toLowerCase()
      .replace(/[.’']+$/u, '')
      .replace(/^[dl]['’]/, '')
    const month = months().get(key)
    if (month) return { kind: 'month', value: String(month) }
    return { kind: FILLERS.has(key) || weekdays().has(key) ? 'filler' : 'other', value: word }
  }
  return { kind: FILLERS.has(sign!) || /[,،.()]/.test(sign!) ? 'filler' : 'other', value: sign! }
}

const dateToken = (value: string | undefined): Pick<Token, 'kind' | 'value'> =>
  value ? { kind: 'date', value } : { kind: 'other', value: '' }

const months = once(() => {
  const names = new Map<string, number>()
  for (const language of [...LANGUAGES, 'ar-MA', 'ar-LB', 'de', 'it'])
    for (const style of ['long', 'short'] as const)
      for (const extra of [{}, { day: 'numeric' as const }]) {
        const format = new Intl.DateTimeFormat(language, {
          month: style,
          ...extra,
          timeZone: 'UTC',
          calendar: 'gregory',
        })
        for (let month = 1; month <= 12; month++) {
          const part = format
            .formatToParts(Date.UTC(2023, month - 1, 15))
            .find(({ type }) => type === 'month')
          const name = part?.value.toLowerCase().replace(/\.$/, '')
          if (name && /\p{L}{2}/u.test(name) && !/\d/.test(name)) names.set(name, month)
        }
      }
  names.set('sept', 9)
  return names
})

const weekdays = once(() => {
  const names = new Set<string>()
  for (const language of LANGUAGES)
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' })
      for (let day = 1; day <= 7; day++)
        names.add(
          format
            .format(Date.UTC(2023, 0, day))
            .toLowerCase()
            .replace(/\.$/, ''),
        )
    }
  return names
})

/** Made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
