'use client'

import { useTranslations } from 'next-intl'
import { useDocument, useRecords } from '@/components/rich'
import { addVoice, readItems, readLinks } from '@/lib/report/document'
import { readRich } from '@/lib/report/fragment'
import { toPlain } from '@/lib/report/rich'
import { itemText, voiceText } from '@/lib/report/roots'
import { PersonCombobox } from '../people/person-combobox'
import { firstWords } from '../records/deleted'
import { useActions } from '../records/use-actions'
import { useAsked } from '../sections/asked'
import { CaptureDialog } from './capture-dialog'

type VoiceDialogProps = { kind: 'answer' | 'remark'; section: string; item?: string; onClose: () => void }

/** Asks who answers or remarks, then the keyboard is in the text. Who has one already is taken there. */
export function VoiceDialog({ kind, section, item, onClose }: VoiceDialogProps) {
  const t = useTranslations('editor')
  const { doc } = useDocument()
  const { step } = useActions()
  const asked = useAsked(section, item ?? '')
  const given = useRecords((records) => readLinks(records, section, item))
  const number = readItems(doc, section)
    .filter((entry) => !entry.deleted)
    .findIndex((entry) => entry.id === item)
  const words =
    item === undefined ? '' : firstWords(toPlain(readRich(doc.getXmlFragment(itemText(section, item)))), 70)
  return (
    <CaptureDialog
      title={t(`capture.actions.${kind}`)}
      explain={
        kind === 'remark'
          ? t('voice.remarkWho')
          : t('capture.answerTo', { number: number + 1, words: words || '…' })
      }
      onClose={onClose}
    >
      {(leaveTo) => (
        <PersonCombobox
          inline
          label={t(`voice.${kind}Who`)}
          prefer={asked}
          onPick={(person) => {
            const there = given.some((link) => !link.asked && !link.deleted && link.person === person)
            if (!there) step(() => addVoice(doc, section, person, item))
            leaveTo(voiceText(section, person, item))
          }}
        />
      )}
    </CaptureDialog>
  )
}
