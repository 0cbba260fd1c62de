'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDocument } from '@/components/rich'
import { useRefusal } from '@/components/shell/problem'
import { Button, Dialog, DialogClose, Notice, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import { inLanguage } from '@/lib/report/language'
import { readReport } from '@/lib/report/read'
import { CheckSummary } from '../check/check-summary'
import { goToFinding } from '../check/go-to-finding'
import { outlineOf } from '../outline-state'
import { useSession } from '../session-context'
import { useReportLanguage } from '../use-language'
import { afterMenu, useRestoreFocus } from '../use-restore-focus'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** Approving freezes the report, so it first says what is still missing. */
export function ApproveDialog({ open, onOpenChange }: Props) {
  useRestoreFocus(open)
  const t = useTranslations('editor.approve')
  const { session, refresh } = useSession()
  const toast = useToast()
  const refusalOf = useRefusal()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const approve = async () => {
    setBusy(true)
    try {
      await callApi('POST', `/sessions/${session.id}/approve`)
      onOpenChange(false)
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
          <Button look="primary" busy={busy} onClick={() => void approve()}>
            {t('button')}
          </Button>
        </>
      }
    >
      <Missing />
      <CheckSummary
        onGo={(place) => {
          onOpenChange(false)
          // The dialog gives the keyboard back first.
          afterMenu(() => goToFinding(place))
        }}
      />
      {refused && (
        <Notice tone="danger" live="alert" className="mt-3">
          {refused}
        </Notice>
      )}
    </Dialog>
  )
}

function Missing() {
  const t = useTranslations('editor')
  const { session } = useSession()
  const { doc } = useDocument()
  const lang = useReportLanguage()
  const missing = outlineOf(readReport(doc, session.template)).filter(({ done, total }) => done < total)
  if (missing.length === 0) return <p className="text-sm">{t('approve.complete')}</p>
  return (
    <>
      <p className="text-sm">{t('approve.missing')}</p>
      <ul className="mt-2 flex flex-col gap-1 text-sm">
        {missing.map(({ section, done, total }) => (
          <li key={section.id} className="flex flex-wrap gap-x-2">
            <span lang={lang}>{inLanguage(section.heading, lang) || t(`kinds.${section.kind}`)}</span>
            <span className={section.required && done === 0 ? 'text-warn' : 'text-ink-soft'}>
              {done === 0
                ? t(section.required ? 'outline.emptyRequired' : 'outline.empty')
                : t('outline.partly', { done, total })}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
