'use client'
import { clsx } from 'clsx'
import { Check, CircleAlert, CloudOff, Eye, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Connection } from '@/lib/collab/connection'
import type { Template } from '@/lib/report/template'
import { NoticePlace } from './notice-card'
import type { Offline } from './offline-port'
import { SaveNotice } from './save-notice'
import { type Spoken, say, speak, type Tone, type Word, wouldLose } from './say'
import { SetAsideNotice } from './set-aside-notice'
import { useKept } from './use-kept'

export type SaveIndicatorProps = {
  connection: Connection
  doc: Y.Doc
  /** For the rescue download: what to read the document with, and how to name the file. */
  session: { id: string; template: Template }
  offline?: Offline
}

const ICONS: Record<Word, LucideIcon> = {
  connecting: LoaderCircle,
  offline: CloudOff,
  saved: Check,
  saving: LoaderCircle,
  unsaved: TriangleAlert,
  keptOffline: CloudOff,
  alert: CircleAlert,
  readonly: Eye,
  stopped: CircleAlert,
}
const TONES: Record<Tone, string> = {
  calm: 'text-ink-soft',
  good: 'text-ok',
  warning: 'text-warn',
  danger: 'text-danger',
}

/**
 * Whether what was written is safe (product.md, "Saved means saved"). It has the room of its longest usual word, so
 * that the bar does not move while one writes.
 */
export function SaveIndicator({ connection, doc, session, offline }: SaveIndicatorProps) {
  const t = useTranslations('save')
  const state = useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.state(),
  )
  const online = useOnline()
  const kept = useKept(offline)
  // What is being written is about to be kept: the words must not flicker at each letter.
  const { word, tone, notice } = say(state, { online, kept: kept === 'kept' || kept === 'writing' })
  const spoken = useSpoken(connection)
  const Icon = ICONS[word]

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (wouldLose(connection.state(), { kept: offline?.kept() ?? false })) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [connection, offline])

  return (
    <>
      <span
        data-save={state.kind}
        title={t(`${word}Long`)}
        className={clsx('inline-flex min-h-8 items-center gap-1.5 text-sm sm:min-w-28', TONES[tone])}
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="sr-only whitespace-nowrap sm:not-sr-only">{t(word)}</span>
      </span>
      <span role="status" className="sr-only">
        {spoken && t(spoken)}
      </span>
      <NoticePlace>
        <SaveNotice notice={notice} storage={kept} doc={doc} session={session} />
        {offline && !notice && (
          <SetAsideNotice offline={offline} session={session} takesUp={state.kind !== 'readonly'} />
        )}
      </NoticePlace>
    </>
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener)
      window.addEventListener('offline', listener)
      return () => {
        window.removeEventListener('online', listener)
        window.removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}

function useSpoken(connection: Connection): Spoken['text'] {
  const [spoken, setSpoken] = useState<Spoken>({ text: undefined, worried: false })
  useEffect(
    () => connection.subscribe(() => setSpoken((before) => speak(before, connection.state()))),
    [connection],
  )
  return spoken.text
}
