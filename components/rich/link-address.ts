import { isSafeUrl } from '@/lib/report/rich'

/** What somebody typed as a link, as an address: a bare domain or mail address gets its scheme. Undefined if it is none. */
export function linkAddress(input: string): string | undefined {
  const text = input.trim()
  if (text === '' || /\s/.test(text)) return undefined
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text))
    return isSafeUrl(text) ? text : undefined
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return `mailto:${text}`
  const address = `https://${text}`
  return text.includes('.') && isSafeUrl(address) ? address : undefined
}
