'use client'

import { RotateCcw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { useRefusal } from '@/components/shell/problem'
import { Button, Dialog, DialogClose, Field, Textarea, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'

type Props = {
  session: string
  /** ISO 8601, and the same in the reader's words. */
  at: string
  date: string
  onRestored: () => Promise<void>
}

/** Says what bringing a version back does, to whom, and asks for the reason that everybody can read. */
export function RestoreDialog({ session, at, date, onRestored }: Props) {
  const t = useTranslations('pages.history')
  const toast = useToast()
  const router = useRouter()
  const refusalOf = useRefusal()
  const form = useId()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()

  async function restore(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (reason.trim() === '') return setRefused(t('needed'))
    setBusy(true)
    try {
      await callApi('POST', `/sessions/${session}/restore`, { at, reason })
      toast({ text: t('done', { date }), tone: 'ok' })
      setOpen(false)
      await onRestored()
      router.replace(`/sessions/${session}/history`, { scroll: false })
    } catch (error) {
      setRefused(refusalOf(error).sentence)
    }
    setBusy(false)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('bringTitle')}
      description={t('bringExplain', { date })}
      trigger={
        <Button look="primary">
          <RotateCcw aria-hidden className="size-4" />
          {t('bring')}
        </Button>
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <Button look="primary" type="submit" form={form} busy={busy}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <ul className="mb-5 flex list-disc flex-col gap-1.5 pl-5 text-sm">
        <li>{t('bringTold')}</li>
        <li>{t('bringKept')}</li>
        <li>{t('bringRescue')}</li>
      </ul>
      <form id={form} noValidate onSubmit={(event) => void restore(event)}>
        <Field label={t('reason')} error={refused} required>
          <Textarea value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
