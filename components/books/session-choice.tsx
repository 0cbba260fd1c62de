'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ListedSession } from '@/components/events/session-list'
import { Badge, Button, Checkbox, type Tone } from '@/components/ui'
import type { SessionState } from '@/lib/report/access'

const TONES: Record<SessionState, Tone> = { draft: 'plain', review: 'warn', approved: 'ok' }

type SessionChoiceProps = {
  sessions: readonly ListedSession[]
  value: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

/** The sessions of an event, any of which can be chosen. */
export function SessionChoice({ sessions, value, onChange }: SessionChoiceProps) {
  const t = useTranslations('books')
  const page = useTranslations('pages')
  const format = useFormatter()
  const choose = (id: string, isChosen: boolean) =>
    onChange(isChosen ? [...value, id] : value.filter((other) => other !== id))
  return (
    <fieldset>
      <legend className="sr-only">{t('sessions')}</legend>
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="text-ink-soft text-sm">
          {t('chosenCount', { count: value.length })}
        </p>
        <Button look="quiet" size="sm" onClick={() => onChange(sessions.map(({ id }) => id))}>
          {t('all')}
        </Button>
        <Button look="quiet" size="sm" onClick={() => onChange([])}>
          {t('none')}
        </Button>
      </div>
      <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-card border border-line bg-surface">
        {sessions.map(({ id, title, date, state }) => (
          <li key={id} className="flex items-center gap-3 px-4 py-1.5">
            <Checkbox
              className="min-w-0 flex-1"
              label={<span className="break-words">{title || page('untitled')}</span>}
              hint={date && format.dateTime(new Date(date), 'day')}
              checked={value.includes(id)}
              onChange={({ target }) => choose(id, target.checked)}
            />
            <Badge tone={TONES[state]}>{page(`state.${state}`)}</Badge>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
