'use client'

import { useTranslations } from 'next-intl'
import { RichField } from '@/components/rich'
import { inLanguage } from '@/lib/report/language'
import { sectionText } from '@/lib/report/roots'
import { useSession } from '../session-context'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'

/** One rich text: key takeaways, recommendations, action items. */
export function TextSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor')
  const { session } = useSession()
  return (
    <SectionFrame section={section} lang={lang}>
      <RichField
        name={sectionText(section.id)}
        label={inLanguage(section.heading, lang) || t(`kinds.${section.kind}`)}
        {...(session.state !== 'approved' && { hint: inLanguage(section.hint, lang) })}
        readOnly={!canWrite}
        lang={lang}
        {...(section.limit && { limit: section.limit })}
      />
    </SectionFrame>
  )
}
