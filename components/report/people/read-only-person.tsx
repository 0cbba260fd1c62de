'use client'

import { useTranslations } from 'next-intl'
import { useAbout, usePersonName } from './use-people'

/** A person in one line, as in the finished report. */
export function ReadOnlyPerson({ person, label = '' }: { person: string; label?: string }) {
  const t = useTranslations('editor')
  const name = usePersonName(person)
  const about = useAbout(person, label, 'full')
  return (
    <p className="py-1">
      <span className="font-semibold">{name || t('people.unnamed')}</span>
      {about && `, ${about}`}
    </p>
  )
}
