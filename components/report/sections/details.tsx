'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LineField } from '@/components/rich'
import type { HeaderLine } from '@/lib/report/roots'
import {
  DateField,
  EventDates,
  LanguageOfReport,
  NumberField,
  TimeField,
  TimeZoneField,
} from './details-fields'
import { LanguagesField } from './details-languages'
import { DetailsPeople } from './details-people'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'

/** The fixed fields of a session, as a table of labels and values. */
export function DetailsSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor.details')
  const readOnly = !canWrite
  const line = (name: HeaderLine & ('event' | 'theme' | 'type' | 'counted')) => (
    <LineField
      name={name}
      label={t(name)}
      placeholder={t(`${name}Placeholder`)}
      readOnly={readOnly}
      lang={lang}
      className="line w-full"
    />
  )
  return (
    <SectionFrame section={section} lang={lang}>
      <div className="flex flex-col gap-1 font-serif">
        <Row label={t('event')}>{line('event')}</Row>
        <Row label={t('theme')}>{line('theme')}</Row>
        <Row label={t('eventDates')}>
          <EventDates readOnly={readOnly} />
        </Row>
        <Row label={t('type')}>{line('type')}</Row>
        <Row label={t('languages')}>
          <LanguagesField readOnly={readOnly} />
        </Row>
        <Row label={t('date')}>
          <DateField name="date" label={t('date')} readOnly={readOnly} />
        </Row>
        <Row label={t('start')}>
          <TimeField readOnly={readOnly} />
          <TimeZoneField readOnly={readOnly} />
        </Row>
        <Row label={t('minutes')}>
          <NumberField
            name="minutes"
            label={t('minutes')}
            unit={t('minutesUnit')}
            min={1}
            max={10_000}
            readOnly={readOnly}
          />
        </Row>
        <Row label={t('participants')}>
          <NumberField
            name="participants"
            label={t('participants')}
            min={0}
            max={10_000_000}
            readOnly={readOnly}
          />
          <div className="min-w-0 grow basis-48">{line('counted')}</div>
        </Row>
        <Row label={t('moderators')}>
          <DetailsPeople kind="moderator" canWrite={canWrite} lang={lang} />
        </Row>
        <Row label={t('rapporteurs')}>
          <DetailsPeople kind="rapporteur" canWrite={canWrite} lang={lang} />
        </Row>
        <Row label={t('reportLanguage')}>
          <LanguageOfReport readOnly={readOnly} />
        </Row>
      </div>
    </SectionFrame>
  )
}

/** The words of the label stand in each control's own name, so the visible ones need not be read twice. */
function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 py-1 sm:grid-cols-[9.5rem_minmax(0,1fr)] sm:py-0">
      <div aria-hidden className="font-sans text-ink-soft text-sm sm:pt-2">
        {label}
      </div>
      <div className="flex min-h-9 min-w-0 flex-wrap items-center gap-x-2">{children}</div>
    </div>
  )
}
