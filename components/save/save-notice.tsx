'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type * as Y from 'yjs'
import { Button } from '@/components/ui'
import type { Template } from '@/lib/report/template'
import { rescueFile } from './rescue'
import type { Notice } from './say'
import type { Storage } from './use-kept'

type Props = {
  notice: Notice | undefined
  storage: Storage
  doc: Y.Doc
  session: { id: string; template: Template }
}

/** What must be read: that edits are only here, or that the server ended it. Over the page's lower edge, over no text. */
export function SaveNotice({ notice, storage, doc, session }: Props) {
  const t = useTranslations('save')
  const reload = notice?.kind === 'closed'
  const rescue = notice?.rescue ?? false
  const [read, setRead] = useState(false)
  if (!notice && read) return null
  // Out of the bar, whose own layer would catch what is fixed to the window.
  return createPortal(
    <div
      role={notice ? 'alert' : 'status'}
      className="fixed inset-x-3 bottom-3 z-50 mx-auto flex max-w-2xl flex-wrap items-center gap-3 rounded-card border border-edge bg-surface p-4 text-ink text-sm shadow-raised"
    >
      <p className="min-w-56 flex-1">{sentence()}</p>
      {rescue && (
        <Button onClick={() => download(rescueFile(doc, session, new Date()))}>{t('rescue')}</Button>
      )}
      {reload && <Button onClick={() => location.reload()}>{t('reload')}</Button>}
      {!notice && <Button onClick={() => setRead(true)}>{t('understood')}</Button>}
    </div>,
    document.body,
  )

  function sentence(): string {
    switch (notice?.kind) {
      case 'alert':
        return t(notice.kept ? 'alertKept' : 'alertLost')
      case 'readonly':
        return t('readonlyWaits')
      case 'closed':
        return rescue ? `${t(`closed.${notice.code}`)} ${t('onlyHere')}` : t(`closed.${notice.code}`)
      case undefined:
        return t(storage === 'full' ? 'storageFull' : 'storageUnavailable')
    }
  }
}

function download({ name, text }: { name: string; text: string }) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
