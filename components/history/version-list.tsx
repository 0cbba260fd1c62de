'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui'
import type { HistoryPoint } from '@/lib/api/schemas'
import { daysOf } from './days'

type Props = {
  session: string
  /** Newest first. */
  points: readonly HistoryPoint[]
  chosen: string | undefined
  className?: string
}

/** Days, and in each the minutes in which somebody wrote, with who did. */
export function VersionList({ session, points, chosen, className }: Props) {
  const t = useTranslations('pages.history')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  return (
    <nav aria-label={t('list')} className={className}>
      {daysOf(points, timeZone).map((day) => (
        <section key={day.key} className="mb-7" aria-labelledby={`day-${day.key}`}>
          <h2 id={`day-${day.key}`} className="mb-1.5 font-semibold text-sm">
            {format.dateTime(new Date(day.key), {
              timeZone: 'UTC',
              weekday: 'long',
              day: 'numeric',
              month: 'long',
              year: 'numeric',
            })}
          </h2>
          <ol>
            {day.points.map((point) => (
              <li key={point.at}>
                <Link
                  href={`/sessions/${session}/history?at=${encodeURIComponent(point.at)}`}
                  scroll={false}
                  prefetch={false}
                  aria-current={point.at === chosen ? 'true' : undefined}
                  className={clsx(
                    '-mx-3 flex min-h-9 items-baseline gap-3 rounded-control px-3 py-1.5 text-sm pointer-coarse:min-h-11',
                    'hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:text-accent',
                  )}
                >
                  <time dateTime={point.at} className="shrink-0 font-medium tabular-nums">
                    {format.dateTime(new Date(point.at), { timeStyle: 'short' })}
                  </time>
                  <span className="min-w-0 flex-1 break-words">
                    {point.people.length > 0 ? format.list(point.people) : t('nobody')}
                  </span>
                  {point === points[0] && <Badge tone="ok">{t('now')}</Badge>}
                </Link>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  )
}
