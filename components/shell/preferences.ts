import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale'

/*
 * What a reader has chosen for this browser. Both live in cookies, so that the server's first answer is already
 * in the right language and colours and nothing flashes.
 */

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const THEME_COOKIE = 'theme'

export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}

/** Changes the colours at once and for later visits. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  remember(THEME_COOKIE, theme)
}

/** The page must be asked for again to be in this language. */
export function rememberLocale(locale: Locale): void {
  remember(LOCALE_COOKIE, locale)
}

const YEAR = 365 * 24 * 60 * 60

function remember(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`
}
