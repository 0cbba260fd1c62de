'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Notice } from '@/components/ui'
import type { MayRestore } from './history-view'
import { Preview } from './preview'
import { RestoreDialog } from './restore-dialog'

type Props = {
  session: string
  /** ISO 8601 */
  at: string
  /** The log sequence of the version, if it is one of the list. */
  seq: number | undefined
  mayRestore: MayRestore | 'is-now'
  onRestored: () => Promise<void>
}

/** One version: when it was, how it looked, and for those who may, the way back to it. */
export function Version({ session, at, seq, mayRestore, onRestored }: Props) {
  const t = useTranslations('pages.history')
  const format = useFormatter()
  const heading = useRef<HTMLHeadingElement>(null)
  const back = useRef<HTMLAnchorElement>(null)
  const date = format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'short' })

  // On a phone the list, and with it the focus, has made way for the version.
  useEffect(() => {
    if (back.current?.offsetParent) heading.current?.focus()
  }, [])

  return (
    <section aria-labelledby="version" className="min-w-0 lg:sticky lg:top-6">
      <Link
        ref={back}
        href={`/sessions/${session}/history`}
        scroll={false}
        className="mb-3 inline-flex min-h-11 items-center gap-1.5 rounded-control text-ink-soft text-sm lg:hidden"
      >
        <ArrowLeft aria-hidden className="size-4 shrink-0" />
        {t('backToList')}
      </Link>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h2
            ref={heading}
            id="version"
            tabIndex={-1}
            className="rounded-control font-semibold text-lg outline-none"
          >
            {t('asOf', { date })}
          </h2>
          {seq !== undefined && <p className="text-ink-soft text-sm">{t('version', { seq })}</p>}
        </div>
        {mayRestore === 'yes' && (
          <RestoreDialog session={session} at={at} date={date} onRestored={onRestored} />
        )}
      </div>
      {mayRestore === 'is-now' && <Notice className="mb-4">{t('isNow')}</Notice>}
      {mayRestore === 'reopen-first' && <Notice className="mb-4">{t('isApproved')}</Notice>}
      <Preview session={session} at={at} />
    </section>
  )
}
