'use client'

import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { LineField } from '@/components/rich'
import { PERSON_LINES } from '@/lib/report/report'
import { personLine } from '@/lib/report/roots'
import { usePersonName } from './use-people'

type PersonLinesProps = { person: string; readOnly: boolean; lang: string; onEnter?: () => void }

const WIDTHS = {
  name: 'basis-full font-semibold',
  role: 'basis-full',
  organisation: 'grow-[3] basis-60',
  acronym: 'grow basis-24',
  country: 'grow basis-28',
} as const

/** The person's five lines, in place. Tab goes through them. */
export function PersonLines({ person, readOnly, lang, onEnter }: PersonLinesProps) {
  const t = useTranslations('editor')
  const name = usePersonName(person) || t('people.unnamed')
  return (
    <div className="flex min-w-0 flex-1 flex-wrap gap-x-3">
      {PERSON_LINES.map((field) => (
        <div key={field} className={clsx('min-w-0', WIDTHS[field])}>
          <LineField
            name={personLine(person, field)}
            label={
              field === 'name' ? t('people.name') : t('people.lineOf', { line: t(`people.${field}`), name })
            }
            placeholder={t(`people.${field}`)}
            readOnly={readOnly}
            lang={lang}
            className="line"
            {...(onEnter && { onEnter })}
          />
        </div>
      ))}
    </div>
  )
}
