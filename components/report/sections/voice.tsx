'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { RichField, useLine } from '@/components/rich'
import type { Naming } from '@/lib/export/names'
import { voiceLabel, voiceText } from '@/lib/report/roots'
import { PersonChip } from '../people/person-chip'
import { useAbout, usePersonName } from '../people/use-people'
import { type Place, RecordFrame } from '../records/record'
import { useActions } from '../records/use-actions'
import { PlaceLabel } from './place-label'

type VoiceProps = {
  section: string
  person: string
  item?: string
  /** Before the name: “1.” or “Answer:” */
  prefix?: ReactNode
  /** What it is, for a screen reader and the notification of its deletion: “Answer by Ana”. */
  labelled: 'answer' | 'remark' | 'summary'
  /** How the person is named in exports in this place. */
  naming: Naming
  place?: Place
  hint?: string | undefined
  limit?: number | undefined
  canWrite: boolean
  lang: string
}

/** What one person said: a summary, an answer, a remark. */
export function VoiceBlock({
  section,
  person,
  item,
  prefix,
  labelled,
  naming,
  place,
  hint,
  limit,
  canWrite,
  lang,
}: VoiceProps) {
  const t = useTranslations('editor')
  const { remove } = useActions()
  const name = usePersonName(person) || t('people.unnamed')
  const override = useLine(voiceLabel(section, person, item))
  const about = useAbout(person, override, naming)
  const label = t(`voice.${labelled}`, { name })
  const Heading = item === undefined ? 'h3' : 'h4'
  return (
    <RecordFrame
      as="article"
      label={label}
      canWrite={canWrite}
      place={place}
      onRemove={() => remove({ map: 'links', key: voiceText(section, person, item) }, label)}
      className="font-serif"
    >
      {(menu) => (
        <>
          <div className="flex items-start gap-2">
            <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
              <Heading className="min-w-0 font-semibold text-base text-wrap">
                {prefix}
                <PersonChip person={person} canWrite={canWrite} lang={lang} />
              </Heading>
              {about && (!override || !canWrite) && <span className="min-w-0 text-ink-soft">{about}</span>}
              <PlaceLabel
                name={voiceLabel(section, person, item)}
                person={name}
                canWrite={canWrite}
                lang={lang}
              />
            </div>
            {menu}
          </div>
          <RichField
            name={voiceText(section, person, item)}
            label={label}
            readOnly={!canWrite}
            lang={lang}
            placeholder={t('voice.placeholder')}
            {...(hint && canWrite && { hint })}
            {...(limit && { limit })}
          />
        </>
      )}
    </RecordFrame>
  )
}
