import { ar } from './ar'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { ko } from './ko'
import { pt } from './pt'
import { ru } from './ru'
import type { Words } from './words'
import { zh } from './zh'

export type { Words } from './words'

const WORDS: Record<string, Words> = { en, fr, es, ko, ar, zh, ru, pt }

/** The fixed words for a report in `language`, and the language they are in (English where we have none). */
export function wordsFor(language: string): { words: Words; language: string } {
  const base = language.split('-')[0]!
  const words = WORDS[base]
  return words ? { words, language } : { words: en, language: 'en' }
}
