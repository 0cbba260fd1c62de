'use client'
import { useTranslations } from 'next-intl'
import { inkOn } from './carets'
import { useWriters } from './use-records'

/** "Ana is writing here", on the field's edge and over nothing, for fields that show no caret. */
export function WriterNames({ name }: { name: string }) {
  const t = useTranslations('rich')
  const writers = useWriters(name)
  const [first] = writers
  if (!first) return null
  const names = writers.map((writer) => writer.name)
  return (
    <span className="rich-writers" style={{ backgroundColor: first.color, color: inkOn(first.color) }}>
      {names.length === 1
        ? t('writing', { name: first.name })
        : t('writingMany', { count: names.length, names: names.join(', ') })}
    </span>
  )
}
