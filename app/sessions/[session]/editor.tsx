'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Spinner } from '@/components/ui'

/** The report's page lives in the browser alone: its document comes through the socket. */
export const Editor = dynamic(async () => (await import('@/components/report/report-page')).ReportPage, {
  ssr: false,
  loading: Opening,
})

function Opening() {
  const t = useTranslations('pages.session')
  return (
    <main className="flex min-h-dvh items-center justify-center gap-3 text-ink-soft">
      <Spinner />
      <p role="status">{t('opening')}</p>
    </main>
  )
}
