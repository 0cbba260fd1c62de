import { inLanguage, type Localised } from '@/lib/report/language'
import { plain, type Text } from './text'

/** A template's text in a report's language, marked with the language that it turned out to be in. */
export function localised(texts: Localised, language: string): Text {
  const text = inLanguage(texts, language)
  const tags = Object.keys(texts).filter((tag) => texts[tag] === text)
  const base = (tag: string) => tag.split('-')[0]
  // Several languages may say it with the same letters: “Conclusion”.
  const isSame = tags.length === 0 || tags.some((tag) => base(tag) === base(language))
  return plain(text, isSame ? {} : { language: tags[0] })
}
