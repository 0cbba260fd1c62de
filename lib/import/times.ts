import { tidy, westernDigits } from './dates'
import { takeZone } from './zones'

/* Times of day and durations as people write them. */

/** `rest` is what was not understood. */
export type TimeFound = {
  start: string | null
  timeZone: string | null
  minutes: number | null
  rest: string
}

const HALF = 'am|pm|a\\.m\\.|p\\.m\\.|오전|오후|صباحا|مساء|ص|م'
/** `14:30`, `14h30`, `14h`, `2 pm`, `오후 2시 30분`, with the half of the day before or after it. */
const CLOCK = new RegExp(
  `(?<!\\p{L})(?:(${HALF})\\s*)?(\\d{1,2})(?:\\s?[:.h]\\s?(\\d{2})(?!\\d)(?:\\s?(?:hrs?|hs?|horas?|heures?|hours?)(?!\\p{L})\\.?)?|\\s?시(?!간)(?:\\s?(\\d{1,2})\\s?분)?|\\s?h(?!\\p{L})|(?=\\s?(?:${HALF})(?!\\p{L})))(?:\\s?(${HALF})(?!\\p{L}))?`,
  'giu',
)
/** `2 hours`, `1 h 30`, `1.5 heures`. */
const HOURS =
  /(\d+(?:[.,]\d+)?)\s?(?:hours?|hrs?|heures?|horas?|시간|ساعات|ساعة|часа?|часов|小时|h(?=\s?\d{2}\b|\b))(?:\s?(\d{2})(?!\d|\s?\p{L}))?/giu
const MINUTES = /(\d+)\s?(?:minutes?|minutos?|mins?|min|분|دقيقة|دقائق|минуты?|минут|分钟|['’′])/giu
const BETWEEN =
  /(?<=^|\s)(?:to|à|a|a las|de|las|at|الساعة|from|–|—|-|~|～|until|and|et|y|من|إلى|حتى|hasta|부터|까지)(?=\s|$)/gu

/** What a field for the time says. `duration`: "2h" is how long it took, and no time of day. */
export function findTime(text: string, field: 'time' | 'duration' = 'time'): TimeFound {
  const { zone, rest } = takeZone(text)
  const plain = westernDigits(rest).replace(/[\u064B-\u0652]/gu, '')
  const clocks = field === 'time' ? takeClocks(plain) : { times: [], rest: plain }
  const length = takeLength(clocks.rest)
  const [start, end] = clocks.times
  const between = start !== undefined && end !== undefined && end > start ? end - start : 0
  const minutes = length.minutes || between
  return {
    start: start === undefined ? null : `${pad(Math.floor(start / 60))}:${pad(start % 60)}`,
    timeZone: zone,
    minutes: minutes > 0 && minutes <= 10_000 ? minutes : null,
    rest: tidy(length.rest.replace(BETWEEN, ' ')).replace(/^[()\s]+$/, ''),
  }
}

const pad = (number: number) => String(number).padStart(2, '0')

/** Times of day in minutes after midnight, two at most. A second one without its half is after the first. */
function takeClocks(text: string): { times: number[]; rest: string } {
  const times: number[] = []
  // "9 to 10:30": the first is a time too.
  const whole = text.replace(
    /(?<![\d:.h])(\d{1,2})(?=\s?(?:a|à|to|–|-|~)\s?\d{1,2}\s?[:.h]\s?\d{2})/giu,
    '$1:00',
  )
  const rest = whole.replace(CLOCK, (all, before, hour, minute, minuteAfter, after) => {
    const time = minutesOf(before ?? after, Number(hour), Number(minute ?? minuteAfter ?? 0))
    if (time === undefined || times.length === 2) return all
    const [first] = times
    times.push(first !== undefined && time < first && time < 12 * 60 ? time + 12 * 60 : time)
    return ' '
  })
  return { times, rest }
}

function minutesOf(half: string | undefined, hour: number, minute: number): number | undefined {
  const afternoon = /^(?:p|오후|مساء|م)/i.test(half ?? '')
  const hours = half === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0)
  return hours > 23 || minute > 59 ? undefined : hours * 60 + minute
}

function takeLength(text: string): { minutes: number; rest: string } {
  let minutes = 0
  const rest = text
    .replace(HOURS, (_, hours: string, more = '0') => {
      minutes += Math.round(Number(hours.replace(',', '.')) * 60) + Number(more)
      return ' '
    })
    .replace(MINUTES, (_, count: string) => {
      minutes += Number(count)
      return ' '
    })
  return { minutes, rest }
}
