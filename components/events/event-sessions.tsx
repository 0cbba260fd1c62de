import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClass, EmptyState } from '@/components/ui'
import { may } from '@/lib/report/access'
import { SessionLinks } from './session-links'
import { type ListedSession, SessionList } from './session-list'

type EventSessionsProps = {
  event: string
  organises: boolean
  sessions: readonly ListedSession[]
}

/** The sessions of one event, and for those who may let people in, the links of each. */
export function EventSessions({ event, organises, sessions }: EventSessionsProps) {
  const t = useTranslations('pages')
  if (sessions.length === 0)
    return (
      <EmptyState
        title={t('event.noSessions')}
        action={
          organises && (
            <Link href={`/events/${event}/sessions/new`} className={buttonClass('secondary')}>
              {t('event.newSession')}
            </Link>
          )
        }
      >
        {organises ? t('event.noSessionsHint') : t('event.noSessionsOther')}
      </EmptyState>
    )
  return (
    <SessionList
      sessions={sessions}
      actions={({ id, title, role }) =>
        may(role, 'invite') && <SessionLinks session={id} title={title || t('untitled')} />
      }
    />
  )
}
