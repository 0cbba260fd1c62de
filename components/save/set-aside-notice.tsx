'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import { Button } from '@/components/ui'
import type { Template } from '@/lib/report/template'
import { comesBack } from './bring-back'
import type { SetAside } from './database'
import { download } from './download'
import { NoticeCard } from './notice-card'
import type { Offline } from './offline-port'
import { rescueFile } from './rescue'

type Props = {
  offline: Offline
  session: { id: string; template: Template }
  /** Whether a text that comes back by itself can do so now: then nothing need be said about it. */
  takesUp: boolean
}

/** Says that this browser keeps a text that never became part of the report, one after the other if there are more. */
export function SetAsideNotice({ offline, session, takesUp }: Props) {
  const t = useTranslations('save.setAside')
  const format = useFormatter()
  const [step, setStep] = useState<'told' | 'sure' | 'later'>('told')
  const aside = useSyncExternalStore(
    (listener) => offline.subscribe(listener),
    () => offline.aside(),
  )
  const text = aside.find((one) => !(takesUp && comesBack(one, offline)))
  if (!text || step === 'later') return null
  if (step === 'sure')
    return (
      <NoticeCard role="status" sentence={t('discardSure')}>
        <Button
          look="danger"
          onClick={() => {
            offline.discard(text.key)
            setStep('told')
          }}
        >
          {t('discard')}
        </Button>
        <Button onClick={() => setStep('told')}>{t('keep')}</Button>
      </NoticeCard>
    )
  const at = format.dateTime(text.at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <NoticeCard
      role="status"
      sentence={text.reason === 'restored' ? t('restored', { at }) : t('refused', { at })}
    >
      <Button onClick={() => download(fileOf(text, session))}>{t('download')}</Button>
      <Button onClick={() => setStep('sure')}>{t('discard')}</Button>
      <Button look="quiet" onClick={() => setStep('later')}>
        {t('later')}
      </Button>
    </NoticeCard>
  )
}

function fileOf(text: SetAside, session: Props['session']): { name: string; text: string } {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, text.state)
  const file = rescueFile(doc, session, new Date(text.at))
  doc.destroy()
  return file
}
