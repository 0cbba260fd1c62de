import { once, tidy, westernDigits } from './dates'
import { keyOf } from './key'
import { LANGUAGES } from './words/languages'

/* Times, numbers and names of languages as people write them. `rest` is what was not understood. */

export type TimeFound = {
  start: string | null
  timeZone: string | null
  minutes: number | null
  rest: string
}

const CLOCK =
  /(?:(오전|오후|am|pm|a\.m\.|p\.m\.)\s*)?(\d{1,2})(?:\s?(?:[:.]|h|시)\s?(\d{2})(?:\s?분)?|\s?(?:h|시)(?![a-z])|(?=\s?(?:am|pm|a\.m\.|p\.m\.)))\s?(am\b|pm\b|a\.m\.|p\.m\.)?(?!\d)/giu
const HOURS = /(\d+(?:[.,]\d+)?)\s?(?:hours?|hrs?|heures?|horas?|시간|ساعات|ساعة|часа?|часов|小时)/giu
const MINUTES = /(\d+)\s?(?:minutes?|minutos?|mins?|min|분|دقيقة|دقائق|минуты?|минут|分钟|')/giu

export function findTime(text: string): TimeFound {
  let rest = westernDigits(text)
  const found: TimeFound = { start: null, timeZone: null, minutes: null, rest: '' }
  rest = rest.replace(
    /\(?\b([A-Z][A-Za-z_]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?|UTC)\b\)?/,
    (all, zone: string) => {
      if (!isZone(zone)) return all
      found.timeZone = zone
      return ' '
    },
  )
  let minutes = 0
  const add = (factor: number) => (_: string, count: string) => {
    minutes += Math.round(Number(count.replace(',', '.')) * factor)
    return ' '
  }
  rest = rest.replace(HOURS, add(60)).replace(MINUTES, add(1))
  const clocks: number[] = []
  rest = rest.replace(
    CLOCK,
    (all, before: string | undefined, hour: string, minute = '0', after?: string) => {
      const half = (before ?? after ?? '').toLowerCase().replaceAll('.', '')
      const twelve = ['pm', '오후'].includes(half)
        ? (Number(hour) % 12) + 12
        : ['am', '오전'].includes(half)
          ? Number(hour) % 12
          : Number(hour)
      if (twelve > 23 || Number(minute) > 59 || clocks.length === 2) return all
      clocks.push(twelve * 60 + Number(minute))
      return ' '
    },
  )
  const [start, end] = clocks
  if (start !== undefined)
    found.start = `${String(Math.floor(start / 60)).padStart(2, '0')}:${String(start % 60).padStart(2, '0')}`
  if (minutes === 0 && start !== undefined && end !== undefined && end > start) minutes = end - start
  if (minutes > 0 && minutes <= 10_000) found.minutes = minutes
  found.rest = tidy(
    rest.replace(
      /(^|\s)(?:to|à|a|de|from|–|—|-|~|until|and|et|y|من|إلى|hasta|부터|까지|about|environ)(?=\s|$)/gu,
      ' ',
    ),
  ).replace(/^[()\s]+$/, '')
  return found
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** How many took part, and how that was counted. What has no one number is kept as it was written. */
export function findParticipants(text: string): { participants: number | null; counted: string } {
  const plain = westernDigits(text)
  const numbers = [...plain.matchAll(/\d{1,3}(?:[,.\s\u00a0\u202f]\d{3})+(?!\d)|\d+/gu)]
  const [only] = numbers
  if (numbers.length !== 1 || !only) return { participants: null, counted: text }
  const participants = Number(only[0].replace(/\D/g, ''))
  if (participants > 10_000_000) return { participants: null, counted: text }
  const left = plain.slice(0, only.index)
  const right = plain
    .slice(only.index + only[0].length)
    .replace(
      /^\s*(?:명|人|participants?|persons?|people|personnes|personas|participantes|مشاركا?|شخصا?)(?=[\s,.)]|$)/iu,
      '',
    )
  return { participants, counted: tidy(`${left} ${right}`).replace(/^\((.*)\)$/, '$1') }
}

const CODES =
  'en fr es ko ar pt zh ru de it ja nl pl tr hi bn ur fa id ms vi th sw am ha yo ig zu xh af so rw ln wo ff bm mg ht ca eu gl ro hu cs sk sl hr sr bs mk bg el uk be lt lv et fi sv no nb da is ga cy mt sq hy ka az kk uz ky tg mn ne si ta te ml kn mr gu pa my km lo tl fil he ku ps la qu gn ay'.split(
    ' ',
  )

const languageNames = once(() => {
  const names = new Map<string, string>()
  for (const inLanguage of LANGUAGES) {
    const display = new Intl.DisplayNames([inLanguage], { type: 'language', fallback: 'none' })
    for (const code of CODES) {
      const name = display.of(code)
      const key = name && keyOf(name)
      if (key && !names.has(key)) names.set(key, code)
    }
    for (const code of ['fr-CA', 'pt-BR', 'es-MX', 'en-US', 'en-GB', 'zh-TW', 'zh-CN', 'es-419']) {
      const name = display.of(code)
      if (name) names.set(keyOf(name), code)
    }
  }
  for (const [name, code] of [
    ['mandarin', 'zh'],
    ['castellano', 'es'],
    ['espagnole', 'es'],
    ['한글', 'ko'],
    ['한국말', 'ko'],
    ['영문', 'en'],
    ['creole', 'ht'],
    ['العربية', 'ar'],
    ['الانجليزية', 'en'],
    ['الفرنسية', 'fr'],
    ['الاسبانية', 'es'],
    ['الكورية', 'ko'],
  ] as const)
    names.set(keyOf(name), code)
  return names
})

/** Names of languages or their codes, in any of our languages; undefined if one is none. */
export function findLanguages(text: string): string[] | undefined {
  const list = text
    .split(/\s*[,،，;/|+·&]\s*|\s+(?:and|et|y|e|and\/or|или|и|与)\s+|\s+و\s*(?=\S)|\s*및\s*|\s*-\s+/u)
    .filter((one) => one.trim() !== '')
  const tags = list.map(
    (one) =>
      languageNames().get(keyOf(one)) ?? (/^[a-z]{2}(-[A-Z]{2})?$/.test(one.trim()) ? one.trim() : undefined),
  )
  return tags.length > 0 && tags.every((tag) => tag !== undefined)
    ? [...new Set(tags as string[])]
    : undefined
}
