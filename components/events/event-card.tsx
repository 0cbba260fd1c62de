import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EventDates } from './event-dates'
import { type ListedSession, SessionList } from './session-list'

type EventCardProps = {
  event: {
    id: string
    name: string
    theme: string
    startDate: string | undefined
    endDate: string | undefined
    banner: string | undefined
    sessions: readonly ListedSession[]
  }
}

/** How many sessions are in view before one opens the event. */
const SHOWN = 5

/** An event with its first sessions, so that the one that runs now is a press away. */
export function EventCard({ event }: EventCardProps) {
  const t = useTranslations('pages.events')
  return (
    <article className="overflow-hidden rounded-card border border-line bg-surface">
      {event.banner && (
        // biome-ignore lint/performance/noImgElement: a private picture, which Next cannot optimise
        <img src={event.banner} alt="" className="h-24 w-full object-cover" />
      )}
      <div className="p-5 sm:p-6">
        <h2 className="font-semibold font-serif text-xl tracking-tight">
          <Link href={`/events/${event.id}`} className="break-words rounded-control hover:text-accent">
            {event.name}
          </Link>
        </h2>
        <p className="mt-1 text-ink-soft text-sm empty:hidden">
          <EventDates start={event.startDate} end={event.endDate} />
        </p>
        <div className="mt-4 border-line border-t pt-1">
          {event.sessions.length === 0 ? (
            <p className="pt-3 text-ink-soft text-sm">{t('noSessions')}</p>
          ) : (
            <SessionList sessions={event.sessions.slice(0, SHOWN)} />
          )}
          {event.sessions.length > SHOWN && (
            <Link
              href={`/events/${event.id}`}
              className="mt-2 inline-flex min-h-9 items-center gap-1.5 rounded-control font-medium text-accent text-sm pointer-coarse:min-h-11"
            >
              {t('all', { count: event.sessions.length })}
              <ArrowRight aria-hidden className="size-4" />
            </Link>
          )}
        </div>
      </div>
    </article>
  )
}
