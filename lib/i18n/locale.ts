/** The languages of the interface. A report's own language is another matter (lib/report/language.ts). */
export const LOCALES = ['en', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** The cookie that remembers the choice of who reads. */
export const LOCALE_COOKIE = 'locale'

/** The reader's choice if there is one, else what the browser's Accept-Language likes best, else English. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null | undefined): Locale {
  return known(chosen) ?? liked(acceptLanguage ?? '') ?? 'en'
}

function liked(header: string): Locale | undefined {
  return header
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean)
      return { locale: known(tag.split('-')[0]?.toLowerCase()), quality: Number(quality ?? 1), index }
    })
    .filter((entry) => entry.locale && entry.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)[0]?.locale
}

function known(tag: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === tag)
}
