'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { inLanguage } from '@/lib/report/language'
import { isForModerators, type TemplateSection } from '@/lib/report/template'
import { headingId, sectionId } from '../jump'
import { useSession } from '../session-context'

type FrameProps = {
  section: TemplateSection
  lang: string
  /** Shows the template's hint: the section has nothing in it yet. */
  hint?: boolean
  children: ReactNode
}

/** A section with its heading in the report's language, its marks and, while it is empty, the template's hint. */
export function SectionFrame({ section, lang, hint = false, children }: FrameProps) {
  const t = useTranslations('editor')
  const { session, mayWrite } = useSession()
  const heading = inLanguage(section.heading, lang) || t(`kinds.${section.kind}`)
  const words = inLanguage(section.hint, lang)
  const frozen = session.state === 'approved'
  const others = isForModerators(section) && !mayWrite(section) && !frozen
  return (
    <section id={sectionId(section.id)} aria-labelledby={headingId(section.id)} className="pt-14">
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1 border-line border-b pb-2">
        <h2
          id={headingId(section.id)}
          tabIndex={-1}
          lang={lang}
          className="min-w-0 font-semibold font-serif text-2xl outline-none"
        >
          {heading}
        </h2>
        {section.required && !frozen && (
          <span className="font-sans text-ink-soft text-xs">{t('section.required')}</span>
        )}
        {isForModerators(section) && !frozen && (
          <span className="font-sans text-ink-soft text-xs">{t('section.forModerators')}</span>
        )}
      </div>
      {others && <p className="mb-3 font-sans text-ink-soft text-sm">{t('section.readOnly')}</p>}
      {hint && words && !frozen && (
        <p lang={lang} className="mb-3 font-serif text-ink-soft italic">
          {words}
        </p>
      )}
      {children}
    </section>
  )
}
