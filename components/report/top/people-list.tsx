'use client'

import { useTranslations } from 'next-intl'
import { useRefusal } from '@/components/shell/problem'
import type { Listed } from '@/components/shell/use-list'
import { Avatar, Button, Notice, Spinner, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { PersonInfo } from '@/lib/api/schemas'
import { useSession } from '../session-context'

/** Who has access. Removing somebody closes their page at once; organisers of the event stay. */
export function PeopleList({ list, reload }: { list: Listed<PersonInfo>; reload: () => Promise<void> }) {
  const t = useTranslations('editor')
  const { session } = useSession()
  const toast = useToast()
  const refusalOf = useRefusal()
  if (list.kind === 'loading') return <Spinner />
  if (list.kind === 'refused') return <Notice tone="danger">{list.sentence}</Notice>
  const remove = async (person: PersonInfo) => {
    try {
      await callApi('DELETE', `/sessions/${session.id}/people/${person.membership}`)
      toast({ text: t('share.removed', { name: person.name }), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    await reload()
  }
  return (
    <ul className="flex flex-col divide-y divide-line">
      {list.rows.map((person) => (
        <li key={person.membership} className="flex items-center gap-3 py-2.5 text-sm">
          <Avatar name={person.name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate">{person.name}</span>
            <span className="block truncate text-ink-soft text-xs">
              {t(`roles.${person.role}`)}
              {person.email && ` · ${person.email}`}
              {person.kind === 'guest' && ` · ${t('share.guest')}`}
            </span>
          </span>
          {!person.ofEvent && (
            <Button
              size="sm"
              look="quiet"
              aria-label={t('share.removePerson', { name: person.name })}
              onClick={() => void remove(person)}
            >
              {t('share.remove')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
