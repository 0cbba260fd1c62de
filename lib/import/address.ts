import { Language } from '@/lib/report/language'
import { isSafeUrl, MAX_HREF, type Mark } from '@/lib/report/rich'

/** A link's mark; none if it is no http, https or mailto address. */
export function linkMark(href: string): Mark[] {
  return href.length <= MAX_HREF && isSafeUrl(href) ? [{ type: 'link', attrs: { href } }] : []
}

/** A language's mark; none if it is no language tag. */
export function languageMark(tag: string): Mark[] {
  const parsed = Language.safeParse(tag)
  return parsed.success && tag !== '' ? [{ type: 'language', attrs: { lang: parsed.data } }] : []
}

const DATA = /^data:image\/[a-z0-9+.-]+;base64,([A-Za-z0-9+/=\s]+)$/

/** The bytes of a picture that stands in its own address; undefined for any other address: nothing is fetched. */
export function bytesOfUrl(url: string): Uint8Array | undefined {
  const data = DATA.exec(url)?.[1]
  if (data === undefined) return undefined
  try {
    return Uint8Array.from(atob(data.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
