'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { countWords, type Rich } from '@/lib/report/rich'

/** How many words of the allowed are written. Being over is said, never prevented: nobody is stopped mid-sentence. */
export function LengthLimit({ rich, limit }: { rich: Rich; limit: number }) {
  const t = useTranslations('rich')
  const words = countWords(rich)
  const over = words > limit
  return (
    <p className={clsx('rich-limit', over && 'rich-limit-over')}>
      {over ? t('over', { words, limit, more: words - limit }) : t('words', { words, limit })}
    </p>
  )
}
