'use client'

import { useTranslations } from 'next-intl'
import { Form, textOf } from '@/components/shell/form'
import { Button, Field, Input, Select } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { SessionMade } from '@/lib/api/schemas'
import type { NamedLanguage } from './language-names'

type SessionFormProps = {
  event: { id: string; startDate: string | null; endDate: string | null }
  /** Those of the event, the main one first. */
  languages: readonly NamedLanguage[]
}

/** Creates a session with what is known before it starts; the rest is written in its report. */
export function SessionForm({ event, languages }: SessionFormProps) {
  const t = useTranslations('pages.session')
  return (
    <Form
      submit={async (data) => {
        const made = await callApi<SessionMade>('POST', `/events/${event.id}/sessions`, {
          title: textOf(data, 'title'),
          language: textOf(data, 'language') || languages[0]?.tag,
          details: {
            date: textOf(data, 'date') || null,
            start: textOf(data, 'start') || null,
          },
        })
        // A page of its own, as every way into a report and out of it: only so the browser asks before one leaves it.
        window.location.assign(`/sessions/${made.id}`)
        return 'leaving'
      }}
    >
      {({ busy, fault }) => (
        <>
          <Field label={t('sessionTitle')} hint={t('titleHint')} error={fault('title')}>
            <Input name="title" maxLength={1000} autoFocus />
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t('date')} note={t('optional')} error={fault('details')}>
              <Input
                name="date"
                type="date"
                defaultValue={event.startDate === event.endDate ? (event.startDate ?? '') : ''}
              />
            </Field>
            <Field label={t('start')} note={t('optional')}>
              <Input name="start" type="time" />
            </Field>
          </div>
          {languages.length > 1 && (
            <Field label={t('language')} hint={t('languageHint')} error={fault('language')}>
              <Select name="language" defaultValue={languages[0]?.tag}>
                {languages.map(({ tag, name }) => (
                  <option key={tag} value={tag}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Button type="submit" look="primary" busy={busy} className="self-start">
            {t('create')}
          </Button>
        </>
      )}
    </Form>
  )
}
