import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { FORMATS } from '@/lib/i18n/formats'
import { LOCALE_COOKIE, pickLocale } from '@/lib/i18n/locale'
import { MESSAGES } from '@/lib/i18n/messages'

/** The language is the reader's, not the address's: one link serves everybody. */
export default getRequestConfig(async () => {
  const locale = pickLocale(
    (await cookies()).get(LOCALE_COOKIE)?.value,
    (await headers()).get('accept-language'),
  )
  return { locale, messages: MESSAGES[locale], formats: FORMATS, timeZone: 'UTC' }
})
