'use client'

import { useRecords } from '@/components/rich'
import { readLinks } from '@/lib/report/document'
import { inLanguage } from '@/lib/report/language'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'
import { Voices } from './voices'

/** Closing remarks by any person, on the speakers list or not. */
export function RemarksSection({ section, canWrite, lang }: SectionProps) {
  const empty = useRecords((doc) => readLinks(doc, section.id).every((link) => link.deleted))
  return (
    <SectionFrame section={section} lang={lang} hint={empty}>
      <Voices
        section={section.id}
        labelled="remark"
        naming="label"
        hint={inLanguage(section.hint, lang)}
        limit={section.limit}
        canWrite={canWrite}
        lang={lang}
      />
    </SectionFrame>
  )
}
