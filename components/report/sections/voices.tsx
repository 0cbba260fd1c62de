'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { focusField, useRecords } from '@/components/rich'
import { Button } from '@/components/ui'
import type { Naming } from '@/lib/export/names'
import { addVoice, moveVoice, readLinks } from '@/lib/report/document'
import { voiceText } from '@/lib/report/roots'
import { PersonCombobox } from '../people/person-combobox'
import { usePeople } from '../people/use-people'
import { useActions } from '../records/use-actions'
import { useReturnFocus } from '../use-return-focus'
import { VoiceBlock } from './voice'

type VoicesProps = {
  section: string
  item?: string
  labelled: 'answer' | 'remark'
  naming: Naming
  prefix?: ReactNode
  hint?: string | undefined
  limit?: number | undefined
  /** People to list first when a voice is added. */
  prefer?: string[]
  canWrite: boolean
  lang: string
}

/** The answers to a prompt or question, or the remarks of a section: a text for each person, and one more. */
export function Voices({
  section,
  item,
  labelled,
  naming,
  prefix,
  hint,
  limit,
  prefer,
  canWrite,
  lang,
}: VoicesProps) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const [adding, setAdding] = useState(false)
  const button = useReturnFocus()
  const here = usePeople().map(({ id }) => id)
  const voices = useRecords((records) => readLinks(records, section, item)).filter(
    (link) => !link.asked && !link.deleted && here.includes(link.person),
  )
  return (
    <>
      <div className="flex flex-col gap-7 empty:hidden">
        {voices.map(({ id, person }, index) => (
          <VoiceBlock
            key={id}
            section={section}
            person={person}
            labelled={labelled}
            naming={naming}
            prefix={prefix}
            hint={hint}
            limit={limit}
            place={{
              index,
              count: voices.length,
              move: (to) => step(() => moveVoice(doc, section, person, to, item)),
            }}
            canWrite={canWrite}
            lang={lang}
            {...(item !== undefined && { item })}
          />
        ))}
      </div>
      {canWrite &&
        (adding ? (
          <div className="mt-2 max-w-sm">
            <PersonCombobox
              label={t(`voice.${labelled}Who`)}
              placeholder={t(`voice.${labelled}Who`)}
              exclude={voices.map(({ person }) => person)}
              {...(prefer && { prefer })}
              onCancel={(why) => {
                if (why === 'escape') button.expect()
                setAdding(false)
              }}
              onPick={(person) => {
                step(() => addVoice(doc, section, person, item))
                setAdding(false)
                focusField(voiceText(section, person, item))
              }}
            />
          </div>
        ) : (
          <Button
            ref={button.ref}
            look="quiet"
            size="sm"
            className="-ml-3 mt-2"
            onClick={() => setAdding(true)}
          >
            <Plus aria-hidden className="size-4" />
            {t(`voice.${labelled}Add`)}
          </Button>
        ))}
    </>
  )
}
