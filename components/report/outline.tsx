'use client'

import clsx from 'clsx'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Avatar } from '@/components/ui'
import { inLanguage } from '@/lib/report/language'
import { headingId } from './jump'
import { type OutlineEntry, placeOf } from './outline-state'
import { usePeople } from './people/use-people'
import { useSession } from './session-context'
import { useReportLanguage } from './use-language'
import { useOutline } from './use-outline'
import { type Here, usePresence } from './use-presence'

/** The sections: what is still empty in each, and who is writing where. */
export function Outline({ onGo }: { onGo: (place: string) => void }) {
  const t = useTranslations('editor.outline')
  const { session } = useSession()
  const lang = useReportLanguage()
  const entries = useOutline(session.template)
  const writers = useWriters()
  return (
    <nav aria-label={t('label')}>
      <ol className="flex flex-col gap-0.5">
        {entries.map((entry) => (
          <Entry
            key={entry.section.id}
            entry={entry}
            lang={lang}
            writers={writers.get(entry.section.id) ?? []}
            onGo={onGo}
          />
        ))}
      </ol>
    </nav>
  )
}

/** So many of the people in a section have a face in the outline; the others are read aloud. */
const SHOWN = 2

function Entry({
  entry: { section, done, total },
  lang,
  writers,
  onGo,
}: {
  entry: OutlineEntry
  lang: string
  writers: Here[]
  onGo: (place: string) => void
}) {
  const t = useTranslations('editor')
  const heading = inLanguage(section.heading, lang) || t(`kinds.${section.kind}`)
  const empty = done === 0
  const state = empty
    ? t(section.required ? 'outline.emptyRequired' : 'outline.empty')
    : done < total
      ? t('outline.partly', { done, total })
      : t('outline.done')
  return (
    <li>
      <a
        href={`#${headingId(section.id)}`}
        onClick={(event) => {
          event.preventDefault()
          onGo(section.id)
        }}
        className="group/entry flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1.5 text-sm hover:bg-sunken pointer-coarse:min-h-11"
      >
        <Mark done={done} total={total} required={section.required} />
        <span
          lang={lang}
          className={clsx('line-clamp-3 min-w-0 flex-1 leading-snug', empty ? 'text-ink-soft' : 'text-ink')}
        >
          {heading}
        </span>
        <span className="sr-only">, {state}</span>
        {/* Always as wide as two people: who comes and goes moves no heading. */}
        <span className="flex w-12 shrink-0 justify-end -space-x-1">
          {writers.length > 0
            ? writers.map((writer, index) => (
                <span key={writer.id} title={t('outline.writes', { name: writer.name })}>
                  {index < SHOWN && (
                    <Avatar name={writer.name} color={writer.color} size="sm" className="ring-2 ring-paper" />
                  )}
                  <span className="sr-only">{t('outline.writes', { name: writer.name })}</span>
                </span>
              ))
            : done < total && (
                <span aria-hidden className="text-ink-soft text-xs tabular-nums">
                  {total > 1 ? `${done}/${total}` : ''}
                </span>
              )}
        </span>
      </a>
    </li>
  )
}

/** Written through: a tick. Begun: half a ring. Empty: a ring, in the accent where something is required. */
function Mark({ done, total, required }: { done: number; total: number; required: boolean }) {
  if (done >= total) return <Check aria-hidden className="size-4 shrink-0 text-ok" />
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0">
      <circle
        cx="8"
        cy="8"
        r="5"
        className={clsx('fill-none stroke-2', required && done === 0 ? 'stroke-warn' : 'stroke-edge')}
      />
      {done > 0 && (
        <circle
          cx="8"
          cy="8"
          r="5"
          pathLength="100"
          strokeDasharray={`${(100 * done) / total} 100`}
          transform="rotate(-90 8 8)"
          className="fill-none stroke-2 stroke-accent"
        />
      )}
    </svg>
  )
}

/** The others who are in a field, by the section in which it stands. */
function useWriters(): Map<string, Here[]> {
  const { session } = useSession()
  const here = usePresence()
  const people = usePeople()
  return useMemo(() => {
    const kinds = new Map(people.map(({ id, kind }) => [id, kind]))
    const writers = new Map<string, Here[]>()
    for (const person of here) {
      const place =
        !person.self && person.field && placeOf(person.field, session.template, (id) => kinds.get(id))
      if (place) writers.set(place, [...(writers.get(place) ?? []), person])
    }
    return writers
  }, [here, people, session.template])
}
