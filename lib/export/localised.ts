import { inLanguage, type Localised } from '@/lib/report/language'
import { plain, type Text } from './text'

/** A template's text in a report's language, marked with the language that it turned out to be in. */
export function localised(texts: Localised, language: string): Text {
  const text = inLanguage(texts, language)
  const found = Object.keys(texts).find((tag) => texts[tag] === text)
  const isSame = found === undefined || found.split('-')[0] === language.split('-')[0]
  return plain(text, isSame ? {} : { language: found })
}
