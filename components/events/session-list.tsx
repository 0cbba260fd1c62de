import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge, type Tone } from '@/components/ui'
import type { Role, SessionState } from '@/lib/report/access'

export type ListedSession = {
  id: string
  title: string
  /** ISO date */
  date: string | null
  state: SessionState
  /** What the reader is in it. */
  role: Role
  /** Why its report cannot be read, in the server's words; undefined if it can. */
  unreadable: string | undefined
}

const TONES: Record<SessionState, Tone> = { draft: 'plain', review: 'warn', approved: 'ok' }

/** Sessions with what one wants to know of each from afar. `actions` stands at the end of a row. */
export function SessionList({
  sessions,
  actions,
}: {
  sessions: readonly ListedSession[]
  actions?: (session: ListedSession) => ReactNode
}) {
  const t = useTranslations('pages')
  const format = useFormatter()
  return (
    <ul className="divide-y divide-line">
      {sessions.map((session) => (
        <li
          key={session.id}
          className="relative -mx-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control px-3 py-3.5 hover:bg-sunken"
        >
          <div className="min-w-0 grow basis-full sm:basis-0">
            {/* A page of its own: only so the browser asks before one goes back from it with unsaved text. */}
            <a
              href={`/sessions/${session.id}`}
              className="break-words rounded-control font-medium after:absolute after:inset-0"
            >
              {session.title || t('untitled')}
            </a>
            <p className="text-ink-soft text-sm">
              {[
                session.date && format.dateTime(new Date(session.date), 'day'),
                session.role !== 'organiser' && t(`role.${session.role}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {session.unreadable !== undefined && <Unreadable reason={session.unreadable} />}
          </div>
          {session.unreadable === undefined ? (
            <Badge tone={TONES[session.state]}>{t(`state.${session.state}`)}</Badge>
          ) : (
            <Badge tone="danger">{t('unreadable.badge')}</Badge>
          )}
          {actions && <div className="relative">{actions(session)}</div>}
        </li>
      ))}
    </ul>
  )
}

/** What happened to a report that cannot be read, and, for who runs the server, what exactly was found. */
function Unreadable({ reason }: { reason: string }) {
  const t = useTranslations('pages.unreadable')
  return (
    <div className="mt-1.5 max-w-2xl text-sm">
      <p className="text-danger">{t('explain')}</p>
      <p lang="en" className="mt-0.5 break-words text-ink-soft text-xs">
        {reason}
      </p>
    </div>
  )
}
