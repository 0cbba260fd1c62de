'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { useRefusal } from '@/components/shell/problem'
import { Button, Dialog, DialogClose, Field, Textarea, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import { useSession } from '../session-context'
import { useRestoreFocus } from '../use-restore-focus'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** An approved report is reopened for a reason, which everybody can read in the log. */
export function ReopenDialog({ open, onOpenChange }: Props) {
  useRestoreFocus(open)
  const t = useTranslations('editor.reopen')
  const { session, refresh } = useSession()
  const toast = useToast()
  const refusalOf = useRefusal()
  const form = useId()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const reopen = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return setRefused(t('needed'))
    setBusy(true)
    try {
      await callApi('POST', `/sessions/${session.id}/reopen`, { reason })
      onOpenChange(false)
      setReason('')
      toast({ text: t('done'), tone: 'ok' })
    } catch (error) {
      setRefused(refusalOf(error).sentence)
    }
    setBusy(false)
    await refresh()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      description={t('explain')}
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <Button look="primary" type="submit" form={form} busy={busy}>
            {t('button')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void reopen(event)}>
        <Field label={t('reason')} error={refused} required>
          <Textarea value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
