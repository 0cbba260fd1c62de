'use client'

import { useTranslations } from 'next-intl'
import { AskDialog } from '@/components/ui'

/** Deletes a book after asking: what was made of an earlier state cannot be made again. */
export function DeleteBook({ label, onDelete }: { label: string; onDelete: () => Promise<void> }) {
  const t = useTranslations('books')
  return (
    <AskDialog
      action={t('delete')}
      label={label}
      title={t('deleteTitle')}
      description={t('deleteExplain')}
      keep={t('keep')}
      onConfirm={onDelete}
    />
  )
}
