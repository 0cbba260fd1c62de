'use client'

import { Download } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Badge, Button, buttonClass, type Tone } from '@/components/ui'
import type { BookInfo } from '@/lib/api/schemas'
import { BookResult } from './book-result'
import { DeleteBook } from './delete-book'
import { ProgressBar } from './progress-bar'
import { isUnfinished } from './use-books'

const TONES: Record<BookInfo['state'], Tone> = {
  waiting: 'plain',
  running: 'accent',
  done: 'ok',
  failed: 'danger',
  cancelled: 'plain',
}

type BookRowProps = {
  book: BookInfo
  /** Address of its file. */
  file: string
  onCancel: () => Promise<void>
  onDelete: () => Promise<void>
}

/** One book: how far it is, or what became of it. */
export function BookRow({ book, file, onCancel, onDelete }: BookRowProps) {
  const t = useTranslations('books')
  const format = useFormatter()
  const { state, progress, result } = book
  const kind = t(`formats.${book.format}`)
  const date = format.dateTime(book.createdAt, 'moment')
  const reports = result?.reports.length ?? 0
  const { step, done, total, share } = progress
  return (
    <li className="flex flex-col gap-3 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-48">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">
              {[kind, reports > 0 && t('reports', { count: reports })].filter(Boolean).join(' · ')}
            </span>
            <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
          </p>
          <p className="break-words text-ink-soft text-sm">{t('by', { name: book.byName, date })}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {state === 'done' && (
            <a
              href={file}
              download
              aria-label={t('downloadNamed', { format: kind, date })}
              className={buttonClass('secondary', 'sm')}
            >
              <Download aria-hidden className="size-4" />
              {t('download')}
            </a>
          )}
          {isUnfinished(book) ? (
            <Button size="sm" onClick={onCancel}>
              {t('cancel')}
            </Button>
          ) : (
            <DeleteBook label={t('deleteNamed', { format: kind, date })} onDelete={onDelete} />
          )}
        </div>
      </div>
      {isUnfinished(book) && (
        <div>
          <ProgressBar label={t('progressOf')} share={share} />
          <p className="mt-1.5 text-ink-soft text-sm">{t(`step.${step}`, { done, total })}</p>
        </div>
      )}
      {state === 'failed' && book.reason && (
        <p lang="en" className="break-words text-danger text-sm">
          {book.reason}
        </p>
      )}
      {result && <BookResult result={result} />}
    </li>
  )
}
