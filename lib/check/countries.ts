import type { Report } from '@/lib/report/report'
import { fold } from './words'

/** Names of countries in a language, folded; made when they are first asked for. */
const names = new Map<string, Set<string>>()

function countries(language: string): Set<string> {
  const made = names.get(language)
  if (made) return made
  const of = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((a) => letters.map((b) => a + b))
  const set = new Set(codes.flatMap((code) => of.of(code) ?? []).map(fold))
  names.set(language, set)
  return set
}

/** The country at the end of a text, after a comma, and what stands before it. */
export function countryIn(text: string, { language, people }: Report): { country: string; rest: string } {
  const comma = Math.max(text.lastIndexOf(','), text.lastIndexOf('،'))
  const last = text.slice(comma + 1).trim()
  const folded = fold(last).replace(/^(?:the|la|le|les|l'|el|los)\s*/, '')
  const isCountry =
    comma > 0 &&
    folded !== '' &&
    (people.some(({ country }) => country.trim() !== '' && fold(country.trim()) === fold(last)) ||
      ['en', 'fr', language].some((one) => countries(one).has(folded) || countries(one).has(fold(last))))
  return isCountry ? { country: last, rest: text.slice(0, comma) } : { country: '', rest: text }
}
