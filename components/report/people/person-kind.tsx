'use client'

import { useTranslations } from 'next-intl'
import { MenuLabel, MenuRadio } from '@/components/ui'
import { type PersonRecord, setPersonKind } from '@/lib/report/document'
import { PersonKind } from '@/lib/report/report'
import { useActions } from '../records/use-actions'

/** Part of a person's menu: what the person is in this session. */
export function PersonKindMenu({ person }: { person: PersonRecord }) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  return (
    <>
      <MenuLabel>{t('people.kind')}</MenuLabel>
      <MenuRadio
        value={person.kind}
        onChange={(kind) => step(() => setPersonKind(doc, person.id, kind))}
        options={PersonKind.options.map((value) => ({ value, label: t(`people.kinds.${value}`) }))}
      />
    </>
  )
}
