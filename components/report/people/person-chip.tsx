'use client'

import { useTranslations } from 'next-intl'
import { Popover, Select } from '@/components/ui'
import { setPersonKind } from '@/lib/report/document'
import { PersonKind } from '@/lib/report/report'
import { useActions } from '../records/use-actions'
import { PersonLines } from './person-lines'
import { usePeople, usePersonName } from './use-people'

/** A person's name where it is referred to. Pressing it opens the person, whom one changes everywhere at once. */
export function PersonChip({ person, canWrite, lang }: { person: string; canWrite: boolean; lang: string }) {
  const t = useTranslations('editor')
  const name = usePersonName(person)
  const shown = name || t('people.unnamed')
  if (!canWrite) return <span>{shown}</span>
  return (
    <Popover
      label={t('people.card', { name: shown })}
      align="start"
      trigger={
        <button
          type="button"
          title={t('people.edit')}
          className="-mx-1 rounded-sm px-1 text-left decoration-edge underline-offset-4 hover:bg-sunken hover:underline aria-expanded:bg-sunken"
        >
          {shown}
        </button>
      }
    >
      <PersonCard person={person} lang={lang} />
    </Popover>
  )
}

function PersonCard({ person, lang }: { person: string; lang: string }) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const kind = usePeople().find(({ id }) => id === person)?.kind
  return (
    <div className="flex flex-col gap-3">
      <PersonLines person={person} readOnly={false} lang={lang} />
      {kind && (
        <Select
          aria-label={t('people.kind')}
          value={kind}
          onChange={(event) => step(() => setPersonKind(doc, person, PersonKind.parse(event.target.value)))}
        >
          {PersonKind.options.map((value) => (
            <option key={value} value={value}>
              {t(`people.kinds.${value}`)}
            </option>
          ))}
        </Select>
      )}
      <p className="text-ink-soft text-xs">{t('people.everywhere')}</p>
    </div>
  )
}
