'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { LineField, useDocument } from '@/components/rich'
import type { TemplateSection } from '@/lib/report/template'
import { FrozenBanner } from './frozen-banner'
import { SECTIONS } from './sections'
import { useSession } from './session-context'
import { useReportLanguage } from './use-language'

/** The report itself, in the template's order, as it will be read. */
export function Paper() {
  const t = useTranslations('editor')
  const { awareness } = useDocument()
  const { session, may, mayWrite } = useSession()
  const lang = useReportLanguage()
  // Dates, numbers and choices are not text fields, so they say themselves that somebody is in them.
  const enter = (target: EventTarget, field: 'meta' | null) => {
    if (target instanceof HTMLElement && target.dataset.field === 'meta')
      awareness.setLocalStateField('field', field)
  }
  return (
    <main
      id="report"
      tabIndex={-1}
      data-report
      onFocus={({ target }) => enter(target, 'meta')}
      onBlur={({ target }) => enter(target, null)}
      className="wrap-anywhere mx-auto w-full min-w-0 max-w-[46rem] px-5 pt-8 outline-none sm:px-10 sm:pt-14"
    >
      <FrozenBanner />
      <div id="report-title" tabIndex={-1} className="outline-none">
        <p className="mb-2 font-sans text-ink-soft text-sm">{session.event.name}</p>
        <h1 className="font-semibold font-serif text-3xl tracking-tight sm:text-4xl">
          <LineField
            name="title"
            label={t('title.label')}
            placeholder={t('title.placeholder')}
            readOnly={!may('write')}
            lang={lang}
            className="line w-full"
          />
        </h1>
      </div>
      {session.template.sections.map((section) => (
        <SectionOfKind key={section.id} section={section} canWrite={mayWrite(section)} lang={lang} />
      ))}
    </main>
  )
}

type Props = { section: TemplateSection; canWrite: boolean; lang: string }

const SectionOfKind = memo(function SectionOfKind(props: Props) {
  const Section = SECTIONS[props.section.kind]
  return <Section {...props} />
})
