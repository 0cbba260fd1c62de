/** Languages that sessions are often held in, after the session's own. */
const COMMON = ['en', 'fr', 'es', 'ar', 'zh', 'ko', 'pt', 'ru']

/** What a passage may be said to be written in: the session's languages first, each once. */
export function passageLanguages(session: readonly string[]): string[] {
  const tags = [...session, ...COMMON].flatMap((tag) => languageTag(tag) ?? [])
  return [...new Set(tags)]
}

/** A BCP 47 tag in its canonical spelling; undefined if it is none. */
export function languageTag(input: string): string | undefined {
  const tag = input.trim().replaceAll('_', '-')
  if (tag.length < 2 || tag.length > 35) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

/** The language's name in the reader's language, or the tag itself. */
export function languageName(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
