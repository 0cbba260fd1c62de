import { z } from 'zod'

/** A BCP 47 language tag such as `en`, `fr-CA` or `ko`, in its canonical spelling. */
export const Language = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag)[0]!
    } catch {
      context.addIssue({ code: 'custom', message: `“${tag}” is no language tag (such as en, fr or ko)` })
      return z.NEVER
    }
  })

/** One text for each language, e.g. `{ "en": "Speakers", "fr": "Intervenants" }`. */
export const Localised = z.record(z.string(), z.string().max(2000))
export type Localised = z.infer<typeof Localised>

/** The text in `language`, else in its base language, else in English, else the first there is, else ''. */
export function inLanguage(texts: Localised, language: string): string {
  const base = language.split('-')[0]!
  return texts[language] ?? texts[base] ?? texts.en ?? Object.values(texts)[0] ?? ''
}
