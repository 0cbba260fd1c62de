'use client'

import { useTranslations } from 'next-intl'
import { voiceText } from '@/lib/report/roots'
import { PersonCombobox } from '../people/person-combobox'
import { CaptureDialog } from './capture-dialog'

/** Goes to a speaker's summary by number or name; a speaker who is not listed yet is added. */
export function PickSummaryDialog({ section, onClose }: { section: string; onClose: () => void }) {
  const t = useTranslations('editor')
  return (
    <CaptureDialog
      title={t('capture.actions.summary')}
      explain={t('capture.summaryExplain')}
      onClose={onClose}
    >
      {(leaveTo) => (
        <PersonCombobox
          inline
          label={t('capture.summaryWho')}
          placeholder={t('capture.summaryWho')}
          kinds={['speaker']}
          addAs="speaker"
          onPick={(person) => leaveTo(voiceText(section, person))}
        />
      )}
    </CaptureDialog>
  )
}
