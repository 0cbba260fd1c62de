'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, Dialog, DialogClose } from '@/components/ui'

/** Deletes a book after asking: what was made of an earlier state cannot be made again. */
export function DeleteBook({ label, onDelete }: { label: string; onDelete: () => Promise<void> }) {
  const t = useTranslations('books')
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      title={t('deleteTitle')}
      description={t('deleteExplain')}
      trigger={
        <Button look="quiet" size="sm" aria-label={label}>
          {t('delete')}
        </Button>
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('keep')}</Button>
          </DialogClose>
          <Button
            look="danger"
            onClick={async () => {
              setOpen(false)
              await onDelete()
            }}
          >
            {t('delete')}
          </Button>
        </>
      }
    />
  )
}
