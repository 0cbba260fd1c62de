/** Languages that sessions are held in, to choose from; ISO 639. */
export const SPOKEN =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky lb ln lo lt lv mg mk ml mn mr ms mt my ne nl no om or pa pl ps pt qu ro ru rw si sk sl so sq sr st sv sw ta te tg th ti tk tl tn tr uk ur uz vi wo xh yo zh zu'.split(
    ' ',
  )

/** A language by its name in the reader's language, with a capital letter; the tag if it has none. */
export function languageName(tag: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
  } catch {
    return tag
  }
}
