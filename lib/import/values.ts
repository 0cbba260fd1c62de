import { once, tidy, westernDigits } from './dates'
import { keyOf } from './key'
import { LANGUAGES } from './words/languages'

/* Numbers and names of languages as people write them. */

/** How many took part, and how that was counted. What has no one number is kept as it was written. */
export function findParticipants(text: string): { participants: number | null; counted: string } {
  const plain = westernDigits(text).replace(/[\u064B-\u0652]/gu, '')
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

/** A tag as people write it: fr, FR, fr-CA. */
const codeOf = (text: string) =>
  /^[a-z]{2}(?:-[A-Z]{2})?$/i.test(text) && CODES.includes(text.slice(0, 2).toLowerCase())
    ? Intl.getCanonicalLocales(text)[0]
    : undefined

/** Names of languages or their codes, in any of our languages; undefined if one is none. */
export function findLanguages(text: string): string[] | undefined {
  const list = text
    .split(/\s*[,،，;/|+·&]\s*|\s+(?:and|et|y|e|and\/or|или|и|与)\s+|\s+و\s*(?=\S)|\s*및\s*|\s*-\s+/u)
    .filter((one) => one.trim() !== '')
  const tags = list.map((one) => languageNames().get(keyOf(one)) ?? codeOf(one.trim()))
  return tags.length > 0 && tags.every((tag) => tag !== undefined)
    ? [...new Set(tags as string[])]
    : undefined
}
