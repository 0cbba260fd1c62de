'use client'

import { useRecords } from '@/components/rich'
import { Language } from '@/lib/report/language'

/** The language the report is written in, live: of its headings, hints and texts, whatever the reader's own is. */
export function useReportLanguage(): string {
  return useRecords((doc) => Language.safeParse(doc.getMap('meta').get('language')).data ?? 'en')
}
