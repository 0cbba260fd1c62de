import type { IFontAttributesProperties } from 'docx'
import { directionOfLanguage } from '../direction'

/*
 * What Word calls a language: it proofs `fr-FR` and knows no `fr`. A run has up to three, for its Latin, East Asian
 * and right-to-left letters.
 */

/** Where most who write a language without naming a country live, or the spelling that our dates follow. */
const REGIONS: Record<string, string> = { en: 'GB', ar: 'SA' }

/** A language tag with its region. Chinese is told apart by region: `zh-Hant` is `zh-TW`. */
export function regional(tag: string): string {
  const known = REGIONAL.get(tag) ?? withRegion(tag)
  REGIONAL.set(tag, known)
  return known
}

/** Every run of a document asks. */
const REGIONAL = new Map<string, string>()

function withRegion(tag: string): string {
  const { language, script, region } = new Intl.Locale(tag)
  if (region) return tag
  const likely = new Intl.Locale(tag).maximize().region
  const chosen = REGIONS[language] ?? likely
  const written = script && language !== 'zh' ? `${language}-${script}` : language
  return chosen ? `${written}-${chosen}` : written
}

/** A language as a run or a style has it. */
export function languageOf(tag: string) {
  const value = regional(tag)
  if (isEastAsian(tag)) return { value, eastAsia: value }
  return directionOfLanguage(tag) === 'rtl' ? { value, bidirectional: value } : { value }
}

/** Fonts that every Word has. Korean's also sets the Chinese characters in a text of another language. */
const EAST_ASIAN: Record<string, string> = {
  'zh-TW': 'Microsoft JhengHei',
  'zh-HK': 'Microsoft JhengHei',
  zh: 'Microsoft YaHei',
  ja: 'Yu Gothic',
}

/** The font of East Asian letters in a text of this language. */
export function eastAsianFont(tag: string): string {
  return EAST_ASIAN[regional(tag)] ?? EAST_ASIAN[new Intl.Locale(tag).language] ?? 'Malgun Gothic'
}

export function fontsFor(tag: string): Record<'text' | 'display', IFontAttributesProperties> {
  const text = { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: eastAsianFont(tag), cs: 'Arial' }
  return { text, display: { ...text, ascii: 'Cambria', hAnsi: 'Cambria' } }
}

export function isEastAsian(tag: string): boolean {
  return ['ko', 'ja', 'zh'].includes(new Intl.Locale(tag).language)
}
