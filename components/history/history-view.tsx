'use client'

import clsx from 'clsx'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/shell/local-time'
import { useList } from '@/components/shell/use-list'
import { EmptyState, Notice, Spinner } from '@/components/ui'
import type { HistoryPoint } from '@/lib/api/schemas'
import { Version } from './version'
import { VersionList } from './version-list'

/** What the reader may do with an earlier version. */
export type MayRestore = 'yes' | 'reopen-first' | 'no'

/** The versions of a report beside the one that was chosen; on a phone, one of the two. */
export function HistoryView({ session, mayRestore }: { session: string; mayRestore: MayRestore }) {
  const t = useTranslations('pages.history')
  const chosen = useSearchParams().get('at')
  const { list, reload } = useList<HistoryPoint>(`/sessions/${session}/history`)
  if (list.kind === 'loading')
    return (
      <p role="status" className="flex items-center gap-3 text-ink-soft">
        <Spinner />
        {t('loading')}
      </p>
    )
  if (list.kind === 'refused')
    return (
      <Notice tone="danger" live="alert">
        {list.sentence}
      </Notice>
    )
  const [latest] = list.rows
  if (!latest) return <EmptyState title={t('none')} />
  const at = chosen === null || Number.isNaN(Date.parse(chosen)) ? undefined : chosen
  return (
    <LocalTime>
      <div className="grid items-start gap-x-10 lg:grid-cols-[17rem_1fr]">
        <VersionList
          session={session}
          points={list.rows}
          chosen={at}
          className={clsx(at !== undefined && 'max-lg:hidden')}
        />
        {at === undefined ? (
          <p className="rounded-card border border-line border-dashed px-6 py-16 text-center text-ink-soft max-lg:hidden">
            {t('choose')}
          </p>
        ) : (
          <Version
            key={at}
            session={session}
            at={at}
            seq={list.rows.find((point) => point.at === at)?.seq}
            mayRestore={at === latest.at ? 'is-now' : mayRestore}
            onRestored={reload}
          />
        )}
      </div>
    </LocalTime>
  )
}
