'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Reader } from '@/lib/check/sentence'
import { useReportLanguage } from '../use-language'

/** In which language findings are said, and how. */
export function useReader(): Reader {
  const t = useTranslations('check')
  const locale = useLocale()
  const report = useReportLanguage()
  return useMemo(
    () => ({ locale, report, say: (key, values) => t(key as 'button', values as never) }),
    [t, locale, report],
  )
}
