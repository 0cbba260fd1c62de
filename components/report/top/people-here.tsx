'use client'

import { useTranslations } from 'next-intl'
import { Avatar, Popover } from '@/components/ui'
import { type Here, usePresence } from '../use-presence'

const SHOWN = 4

/** Who is here: initials at a glance, names on pressing. */
export function PeopleHere() {
  const t = useTranslations('editor.here')
  const here = usePresence()
  if (here.length === 0) return null
  const shown = here.slice(0, SHOWN)
  return (
    <Popover
      label={t('title')}
      trigger={
        <button
          type="button"
          aria-label={t('label', { count: here.length, names: here.map(({ name }) => name).join(', ') })}
          title={here.map(({ name }) => name).join(', ')}
          className="flex min-h-10 shrink-0 items-center rounded-full px-1 hover:bg-sunken aria-expanded:bg-sunken"
        >
          <span className="flex -space-x-1">
            {shown.map((person, index) => (
              <Avatar
                key={person.id}
                name={person.name}
                color={person.color}
                className={index > 1 ? 'hidden ring-2 ring-paper sm:inline-flex' : 'ring-2 ring-paper'}
              />
            ))}
          </span>
          {here.length > SHOWN && (
            <span aria-hidden className="ml-1.5 pr-1 font-medium text-ink-soft text-xs">
              +{here.length - SHOWN}
            </span>
          )}
        </button>
      }
    >
      <h2 className="mb-2 font-medium text-ink-soft text-xs">{t('title')}</h2>
      <ul className="flex flex-col gap-2.5">
        {here.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
    </Popover>
  )
}

function Person({ person }: { person: Here }) {
  const t = useTranslations('editor')
  const role = ['organiser', 'moderator', 'rapporteur', 'reader'].find((known) => known === person.role)
  return (
    <li className="flex items-center gap-3">
      <Avatar name={person.name} color={person.color} />
      <span className="min-w-0 text-sm">
        <span className="block truncate">
          {person.name}
          {person.self && <span className="text-ink-soft"> {t('here.you')}</span>}
        </span>
        {role && <span className="block text-ink-soft text-xs">{t(`roles.${role as 'reader'}`)}</span>}
      </span>
    </li>
  )
}
