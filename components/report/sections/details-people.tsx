'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { focusField } from '@/components/rich'
import { addPerson, movePerson, type PersonRecord } from '@/lib/report/document'
import { personLine } from '@/lib/report/roots'
import { PersonKindMenu } from '../people/person-kind'
import { PersonLines } from '../people/person-lines'
import { ReadOnlyPerson } from '../people/read-only-person'
import { usePeople, usePersonName } from '../people/use-people'
import { RecordFrame } from '../records/record'
import { useActions } from '../records/use-actions'

type Props = { kind: 'moderator' | 'rapporteur'; canWrite: boolean; lang: string }

/** The session's moderators or rapporteurs. Enter in the last one's lines adds one more. */
export function DetailsPeople({ kind, canWrite, lang }: Props) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const people = usePeople().filter((person) => person.kind === kind)
  const add = () =>
    focusField(
      personLine(
        step(() => addPerson(doc, kind)),
        'name',
      ),
    )
  return (
    <div className="min-w-0 flex-1">
      {people.length > 0 && (
        <ul className="flex flex-col gap-2">
          {people.map((person, index) => (
            <Row
              key={person.id}
              person={person}
              index={index}
              count={people.length}
              canWrite={canWrite}
              lang={lang}
              {...(index === people.length - 1 && { onEnter: add })}
            />
          ))}
        </ul>
      )}
      {canWrite ? (
        <button
          type="button"
          onClick={add}
          className="-ml-1 inline-flex min-h-8 items-center gap-1.5 rounded-control px-1 font-sans text-ink-soft text-sm hover:bg-sunken hover:text-ink pointer-coarse:min-h-11"
        >
          <Plus aria-hidden className="size-4" />
          {t(`people.addKind.${kind}`)}
        </button>
      ) : (
        people.length === 0 && <span className="py-1">–</span>
      )}
    </div>
  )
}

type RowProps = {
  person: PersonRecord
  index: number
  count: number
  canWrite: boolean
  lang: string
  onEnter?: () => void
}

function Row({ person, index, count, canWrite, lang, onEnter }: RowProps) {
  const t = useTranslations('editor')
  const { doc, step, remove } = useActions()
  const label = usePersonName(person.id) || t('people.unnamed')
  return (
    <RecordFrame
      label={label}
      canWrite={canWrite}
      place={{ index, count, move: (to) => step(() => movePerson(doc, person.id, to)) }}
      onRemove={() => remove({ map: 'people', key: person.id }, label)}
      menu={<PersonKindMenu person={person} />}
      className="flex items-start gap-2"
    >
      {(menu) => (
        <>
          {canWrite ? (
            <PersonLines person={person.id} readOnly={false} lang={lang} {...(onEnter && { onEnter })} />
          ) : (
            <div className="flex-1">
              <ReadOnlyPerson person={person.id} />
            </div>
          )}
          {menu}
        </>
      )}
    </RecordFrame>
  )
}
