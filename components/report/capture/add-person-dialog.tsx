'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button, Field, Input, Select, useToast } from '@/components/ui'
import { addPerson } from '@/lib/report/document'
import { PERSON_LINES, PersonKind, type PersonLine } from '@/lib/report/report'
import { useActions } from '../records/use-actions'
import { CaptureDialog } from './capture-dialog'

/** A person by name and what is known; then the keyboard is back where it was. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const toast = useToast()
  const [lines, setLines] = useState<Partial<Record<PersonLine, string>>>({})
  const [kind, setKind] = useState<PersonKind>('speaker')
  const [wrong, setWrong] = useState(false)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const name = lines.name?.trim()
    if (!name) return setWrong(true)
    step(() => addPerson(doc, kind, { ...lines, name }))
    toast({ text: t('people.added', { name }), tone: 'ok' })
    onClose()
  }
  return (
    <CaptureDialog title={t('capture.actions.person')} explain={t('capture.personExplain')} onClose={onClose}>
      {() => (
        <form onSubmit={add} className="grid grid-cols-2 gap-3">
          {PERSON_LINES.map((field) => (
            <Field
              key={field}
              label={t(`people.${field}`)}
              required={field === 'name'}
              error={field === 'name' && wrong ? t('people.nameNeeded') : undefined}
              className={field === 'acronym' || field === 'country' ? '' : 'col-span-2'}
            >
              <Input
                autoComplete="off"
                required={false}
                value={lines[field] ?? ''}
                onChange={(event) => setLines({ ...lines, [field]: event.target.value })}
              />
            </Field>
          ))}
          <Field label={t('people.kind')} className="col-span-2">
            <Select value={kind} onChange={(event) => setKind(PersonKind.parse(event.target.value))}>
              {PersonKind.options.map((value) => (
                <option key={value} value={value}>
                  {t(`people.kinds.${value}`)}
                </option>
              ))}
            </Select>
          </Field>
          <div className="col-span-2 flex justify-end gap-2 pt-1">
            <Button onClick={onClose}>{t('people.cancel')}</Button>
            <Button look="primary" type="submit">
              {t('people.addButton')}
            </Button>
          </div>
        </form>
      )}
    </CaptureDialog>
  )
}
