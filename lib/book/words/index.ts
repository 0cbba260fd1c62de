import { ar } from './ar'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { ko } from './ko'
import { pt } from './pt'
import { ru } from './ru'
import type { BookWords } from './words'
import { zh } from './zh'

export type { BookWords } from './words'

const WORDS: Record<string, BookWords> = { en, fr, es, ko, ar, zh, ru, pt }

/** The fixed words of a book in `language`, and the language they are in (English where we have none). */
export function bookWordsFor(language: string): { words: BookWords; language: string } {
  const words = WORDS[language.split('-')[0]!]
  return words ? { words, language } : { words: en, language: 'en' }
}
