'use client'

import './report.css'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DocumentProvider } from '@/components/rich'
import { SaveIndicator } from '@/components/save'
import { LocalTime } from '@/components/shell/local-time'
import { Spinner } from '@/components/ui'
import type { Connection } from '@/lib/collab/connection'
import { may } from '@/lib/report/access'
import { Announcer } from './announce'
import { CaptureProvider } from './capture/capture-context'
import { CheckProvider } from './check/check-context'
import { type SessionInfo, SessionProvider } from './session-context'
import { type LiveDocument, useConnection, useHasCome, useLiveDocument } from './use-live-document'
import { useSessionInfo } from './use-session-info'
import { Workspace } from './workspace'

/** The page of a session: its report, written together. In the browser only. */
export function ReportPage({ session: first }: { session: SessionInfo }) {
  const { session, refresh } = useSessionInfo(first)
  const live = useLiveDocument(session.id)
  const connection = useConnection(live, session.id, refresh)
  return (
    <LocalTime>
      <SessionProvider session={session} refresh={refresh}>
        {live && connection ? <Opened live={live} connection={connection} session={session} /> : <Opening />}
      </SessionProvider>
    </LocalTime>
  )
}

type OpenedProps = { live: LiveDocument; connection: Connection; session: SessionInfo }

function Opened({ live, connection, session }: OpenedProps) {
  const { doc, awareness, undo, offline } = live
  const come = useHasCome(doc)
  return (
    <DocumentProvider
      doc={doc}
      awareness={awareness}
      undo={undo}
      me={session.me}
      canWrite={may(session.role, 'write', session.state)}
      hold={(composing) => connection.hold(composing)}
    >
      <Announcer>
        <CaptureProvider>
          {come ? (
            <CheckProvider>
              <Workspace connection={connection} offline={offline} />
            </CheckProvider>
          ) : (
            <Opening>
              <SaveIndicator connection={connection} doc={doc} session={session} offline={offline} />
            </Opening>
          )}
        </CaptureProvider>
      </Announcer>
    </DocumentProvider>
  )
}

/** Before the report is there. What keeps it from coming is said by its child. */
function Opening({ children }: { children?: ReactNode }) {
  const t = useTranslations('editor')
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 text-ink-soft">
      <div className="flex items-center gap-3">
        <Spinner />
        <p role="status">{t('opening')}</p>
      </div>
      {children}
    </main>
  )
}
