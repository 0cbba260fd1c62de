'use client'

import { useTranslations } from 'next-intl'
import { Spinner } from '@/components/ui'
import type { Place } from '@/lib/check'
import { countOf, useCheckFindings } from './check-context'
import { FindingList } from './finding-list'

/** What the check says before the report is approved: its count, and the findings themselves. */
export function CheckSummary({ onGo }: { onGo: (place: Place) => void }) {
  const t = useTranslations('check')
  const state = useCheckFindings()
  if (state.kind === 'failed') return <p className="mt-4 text-sm">{t('failed')}</p>
  if (state.kind === 'checking')
    return (
      <p className="mt-4 flex items-center gap-2.5 text-ink-soft text-sm">
        <Spinner /> {t('checking')}
      </p>
    )
  if (state.findings.length === 0) return <p className="mt-4 text-sm">{t('approve.none')}</p>
  return (
    <section data-check aria-label={t('title')} className="mt-4 border-line border-t pt-4">
      <p className="mb-3 text-sm">{t('approve.found', countOf(state))}</p>
      <FindingList findings={state.findings} onGo={onGo} fixes={false} />
    </section>
  )
}
