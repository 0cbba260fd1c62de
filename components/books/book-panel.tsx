'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { NamedLanguage } from '@/components/events/language-names'
import type { ListedSession } from '@/components/events/session-list'
import { EmptyState } from '@/components/ui'
import { BookForm } from './book-form'
import { BookList } from './book-list'
import { useBooks } from './use-books'

type BookPanelProps = {
  event: string
  sessions: readonly ListedSession[]
  /** Those of the event, the main one first. */
  languages: readonly NamedLanguage[]
}

/** Where an organiser makes books of the event's reports, and finds those that were made. */
export function BookPanel({ event, sessions, languages }: BookPanelProps) {
  const t = useTranslations('books')
  const { books, said, reload } = useBooks(event)
  const heading = useRef<HTMLHeadingElement>(null)
  if (sessions.length === 0) return <EmptyState title={t('noSessions')}>{t('noSessionsHint')}</EmptyState>
  return (
    <div className="flex max-w-3xl flex-col gap-10">
      <section>
        <p className="mb-6 max-w-2xl text-ink-soft">{t('lead')}</p>
        <BookForm event={event} sessions={sessions} languages={languages} onAsked={reload} />
      </section>
      <section>
        <h2 ref={heading} tabIndex={-1} className="mb-1 font-semibold text-lg outline-none">
          {t('list')}
        </h2>
        <BookList event={event} books={books} reload={reload} onGone={() => heading.current?.focus()} />
        <p role="status" className="sr-only">
          {said && t(`announced.${said}`)}
        </p>
      </section>
    </div>
  )
}
