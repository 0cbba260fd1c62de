/** The languages offered for reports: the most spoken, and those of the regions that meet at international forums. */
export const OFFERED = (
  'en fr es ar zh ru pt de it nl ko ja hi bn ur id ms tr fa uk pl ro el cs hu sv da nb fi is ga et lv lt sk sl hr sr ' +
  'bs mk sq bg ca eu gl he hy ka az kk uz th vi lo km my fil ne si ta te mr sw am ha yo ig zu xh wo bm ff ln rw so ' +
  'ti om mg sn qu gn ay ht eo'
).split(' ')

/** The name of a language in the reader's own: `fr` is "French" in English. The tag itself if it has none. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/**
 * Tag and name of each, in the order of the reader's alphabet. Made on the server and handed down: a browser may know
 * a language by another name, and the page would not be the one the server sent.
 */
export function namedLanguages(tags: Iterable<string>, locale: string): NamedLanguage[] {
  return [...new Set(tags)]
    .map((tag) => ({ tag, name: languageName(tag, locale) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale))
}

export type NamedLanguage = { tag: string; name: string }
