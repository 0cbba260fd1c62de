'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/shell/local-time'
import { useRefusal } from '@/components/shell/problem'
import type { Listed } from '@/components/shell/use-list'
import { Notice, Spinner, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { BookInfo } from '@/lib/api/schemas'
import { BookRow } from './book-row'

type BookListProps = {
  event: string
  books: Listed<BookInfo>
  reload: () => Promise<void>
  /** The button that was pressed is not there any more, so the focus has to go somewhere. */
  onGone: () => void
}

/** The books that were made or are being made, newest first. */
export function BookList({ event, books, reload, onGone }: BookListProps) {
  const t = useTranslations('books')
  const toast = useToast()
  const refusalOf = useRefusal()
  if (books.kind === 'loading') return <Spinner />
  if (books.kind === 'refused') return <Notice tone="danger">{books.sentence}</Notice>
  if (books.rows.length === 0) return <p className="text-ink-soft text-sm">{t('noBooks')}</p>

  async function attempt(method: 'POST' | 'DELETE', path: `/${string}`, done?: string) {
    try {
      await callApi(method, path)
      if (done) toast({ text: done, tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    await reload()
    onGone()
  }

  return (
    <LocalTime>
      <ul className="divide-y divide-line">
        {books.rows.map((book) => (
          <BookRow
            key={book.id}
            book={book}
            file={`/api/v1/events/${event}/books/${book.id}/file`}
            onCancel={() => attempt('POST', `/events/${event}/books/${book.id}/cancel`)}
            onDelete={() => attempt('DELETE', `/events/${event}/books/${book.id}`, t('deleted'))}
          />
        ))}
      </ul>
    </LocalTime>
  )
}
