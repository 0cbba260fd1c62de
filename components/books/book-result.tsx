'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui'
import type { BookResult as Result } from '@/lib/api/schemas'

/** What is not in a book, and why. */
export function BookResult({ result: { leftOut, missing } }: { result: Result }) {
  const t = useTranslations('books')
  const page = useTranslations('pages')
  return (
    <>
      {leftOut.length > 0 && (
        <Notice tone="danger">
          <p className="font-medium">{t('leftOut', { count: leftOut.length })}</p>
          <ul className="mt-1 flex list-disc flex-col gap-1 pl-5 text-ink">
            {leftOut.map(({ session, title, reason }) => (
              <li key={session} className="break-words">
                {title || page('untitled')}
                <span lang="en" className="block text-ink-soft text-xs">
                  {reason}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {missing.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit cursor-pointer rounded-control py-1 text-ink-soft hover:text-ink pointer-coarse:py-3">
            {t('missing', { count: missing.length })}
          </summary>
          <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-5">
            {missing.map(({ session, title, why }) => (
              <li key={session} className="break-words">
                {title || page('untitled')} <span className="text-ink-soft">({t(`why.${why}`)})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
