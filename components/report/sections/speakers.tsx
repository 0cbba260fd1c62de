'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { focusField, useLine } from '@/components/rich'
import { Button } from '@/components/ui'
import { addPerson, movePerson, type PersonRecord } from '@/lib/report/document'
import { personLine, voiceLabel } from '@/lib/report/roots'
import { PersonKindMenu } from '../people/person-kind'
import { PersonLines } from '../people/person-lines'
import { ReadOnlyPerson } from '../people/read-only-person'
import { usePeople, usePersonName } from '../people/use-people'
import { RecordFrame } from '../records/record'
import { useActions } from '../records/use-actions'
import { PlaceLabel } from './place-label'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'

/** The numbered speakers. Enter in the last one's lines adds the next. */
export function SpeakersSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const speakers = usePeople().filter(({ kind }) => kind === 'speaker')
  const add = () =>
    focusField(
      personLine(
        step(() => addPerson(doc, 'speaker')),
        'name',
      ),
    )
  return (
    <SectionFrame section={section} lang={lang} hint={speakers.length === 0}>
      <ol className="flex flex-col gap-4">
        {speakers.map((speaker, index) => (
          <SpeakerRow
            key={speaker.id}
            speaker={speaker}
            section={section.id}
            index={index}
            count={speakers.length}
            canWrite={canWrite}
            lang={lang}
            {...(index === speakers.length - 1 && { onEnter: add })}
          />
        ))}
      </ol>
      {canWrite && (
        <Button look="quiet" size="sm" className="-ml-3 mt-3" onClick={add}>
          <Plus aria-hidden className="size-4" />
          {t('speakers.add')}
        </Button>
      )}
    </SectionFrame>
  )
}

type RowProps = {
  speaker: PersonRecord
  section: string
  index: number
  count: number
  canWrite: boolean
  lang: string
  onEnter?: () => void
}

function SpeakerRow({ speaker, section, index, count, canWrite, lang, onEnter }: RowProps) {
  const t = useTranslations('editor')
  const { doc, step, remove } = useActions()
  const name = usePersonName(speaker.id)
  const caption = useLine(voiceLabel(section, speaker.id))
  const label = name || t('speakers.nth', { number: index + 1 })
  return (
    <RecordFrame
      label={label}
      canWrite={canWrite}
      place={{ index, count, move: (to) => step(() => movePerson(doc, speaker.id, to)) }}
      onRemove={() => remove({ map: 'people', key: speaker.id }, label)}
      menu={<PersonKindMenu person={speaker} />}
      className="flex items-start gap-2 font-serif"
    >
      {(menu) => (
        <>
          <span aria-hidden className="w-7 shrink-0 pt-1 text-ink-soft tabular-nums">
            {index + 1}.
          </span>
          <div className="min-w-0 flex-1">
            {canWrite ? (
              <PersonLines person={speaker.id} readOnly={false} lang={lang} {...(onEnter && { onEnter })} />
            ) : (
              <ReadOnlyPerson person={speaker.id} label={caption} />
            )}
            <PlaceLabel
              name={voiceLabel(section, speaker.id)}
              person={label}
              titled
              canWrite={canWrite}
              lang={lang}
            />
          </div>
          {menu}
        </>
      )}
    </RecordFrame>
  )
}
