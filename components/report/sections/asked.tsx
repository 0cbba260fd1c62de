'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRecords } from '@/components/rich'
import { readLinks, setAsked } from '@/lib/report/document'
import { PersonChip } from '../people/person-chip'
import { PersonCombobox } from '../people/person-combobox'
import { usePeople, usePersonName } from '../people/use-people'
import { useActions } from '../records/use-actions'
import { useReturnFocus } from '../use-return-focus'

/** The people a question was put to, live; none means to all. */
export function useAsked(section: string, item: string): string[] {
  const here = usePeople().map(({ id }) => id)
  return useRecords((doc) => readLinks(doc, section, item))
    .filter((link) => link.asked && !link.deleted && here.includes(link.person))
    .map((link) => link.person)
}

type AskedProps = {
  section: string
  item: string
  asked: string[]
  canWrite: boolean
  lang: string
  /** The question's name, for its buttons. */
  label: string
}

export function Asked({ section, item, asked, canWrite, lang, label }: AskedProps) {
  const t = useTranslations('editor')
  const { doc, me, step } = useActions()
  const [adding, setAdding] = useState(false)
  const button = useReturnFocus()
  const set = (people: string[]) => step(() => setAsked(doc, section, item, people, me))
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-1">
      <span>{asked.length === 0 ? t('questions.toAll') : t('questions.to')}</span>
      {asked.map((person) => (
        <span key={person} className="inline-flex items-center rounded-full bg-sunken pl-2.5 text-ink">
          <PersonChip person={person} canWrite={canWrite} lang={lang} />
          {canWrite ? (
            <RemoveAsked person={person} onClick={() => set(asked.filter((id) => id !== person))} />
          ) : (
            <span className="w-2.5" />
          )}
        </span>
      ))}
      {canWrite &&
        (adding ? (
          <div className="w-64 max-w-full">
            <PersonCombobox
              label={t('questions.addTo', { what: label })}
              exclude={asked}
              onCancel={(why) => {
                if (why === 'escape') button.expect()
                setAdding(false)
              }}
              onPick={(person) => {
                set([...asked, person])
                button.expect()
                setAdding(false)
              }}
            />
          </div>
        ) : (
          <button
            ref={button.ref}
            type="button"
            aria-label={t('questions.addTo', { what: label })}
            title={t('questions.addTo', { what: label })}
            onClick={() => setAdding(true)}
            className="inline-flex size-6 items-center justify-center rounded-full hover:bg-sunken hover:text-ink pointer-coarse:size-11"
          >
            <Plus aria-hidden className="size-3.5" />
          </button>
        ))}
    </div>
  )
}

function RemoveAsked({ person, onClick }: { person: string; onClick: () => void }) {
  const t = useTranslations('editor')
  const name = usePersonName(person) || t('people.unnamed')
  return (
    <button
      type="button"
      aria-label={t('questions.removeTo', { name })}
      onClick={onClick}
      className="inline-flex size-6 items-center justify-center rounded-full text-ink-soft hover:text-ink pointer-coarse:size-11"
    >
      <X aria-hidden className="size-3.5" />
    </button>
  )
}
