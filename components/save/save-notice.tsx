'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type * as Y from 'yjs'
import { Button } from '@/components/ui'
import type { Template } from '@/lib/report/template'
import { download } from './download'
import { NoticeCard } from './notice-card'
import { rescueFile } from './rescue'
import type { Notice } from './say'
import type { Storage } from './use-kept'

type Props = {
  notice: Notice | undefined
  storage: Storage
  doc: Y.Doc
  session: { id: string; template: Template }
}

/** What must be read: that edits are only here, that the server ended it, or that this browser keeps no copy. */
export function SaveNotice({ notice, storage, doc, session }: Props) {
  const t = useTranslations('save')
  const [read, setRead] = useState(false)
  if (!notice && (read || (storage !== 'full' && storage !== 'unavailable'))) return null
  return (
    <NoticeCard role={notice ? 'alert' : 'status'} sentence={sentence()}>
      {notice?.rescue && (
        <Button onClick={() => download(rescueFile(doc, session, new Date()))}>{t('rescue')}</Button>
      )}
      {notice?.kind === 'closed' && <Button onClick={() => location.reload()}>{t('reload')}</Button>}
      {!notice && <Button onClick={() => setRead(true)}>{t('understood')}</Button>}
    </NoticeCard>
  )

  function sentence(): string {
    switch (notice?.kind) {
      case 'alert':
        return t(notice.kept ? 'alertKept' : 'alertLost')
      case 'readonly':
        return t('readonlyWaits')
      case 'closed':
        return notice.onlyHere ? `${t(`closed.${notice.code}`)} ${t('onlyHere')}` : t(`closed.${notice.code}`)
      case undefined:
        return t(storage === 'full' ? 'storageFull' : 'storageUnavailable')
    }
  }
}
