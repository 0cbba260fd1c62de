'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Form, textOf } from '@/components/shell/form'
import { Refused, useRefusal } from '@/components/shell/problem'
import { Button, Field, Input, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { EventRequest } from '@/lib/api/schemas'
import type { Template } from '@/lib/report/template'
import { type BannerChange, BannerField } from './banner-field'
import type { NamedLanguage } from './language-names'
import { LanguagesField } from './languages-field'
import { TemplateChoice } from './template-choice'

/** What the form shows of an event that exists. */
export type EditedEvent = {
  id: string
  name: string
  theme: string
  startDate: string | null
  endDate: string | null
  languages: readonly string[]
  template: Template
  banner: string | undefined
}

type EventFormProps = {
  event?: EditedEvent
  templates: readonly Template[]
  /** The language that a new event's reports start in. */
  language?: string
  /** The languages that reports may be written in. */
  known: readonly NamedLanguage[]
}

/** Creates an event, or changes the one given. */
export function EventForm({ event, templates, language = 'en', known }: EventFormProps) {
  const t = useTranslations('pages.event')
  const router = useRouter()
  const toast = useToast()
  const refusalOf = useRefusal()
  const [id, setId] = useState(event?.id)
  const [languages, setLanguages] = useState<string[]>([...(event?.languages ?? [language])])
  const [template, setTemplate] = useState(event?.template.name ?? templates[0]!.name)
  const [banner, setBanner] = useState<BannerChange>({ kind: 'keep' })
  const [bannerFault, setBannerFault] = useState<string>()

  async function submit(data: FormData): Promise<'leaving' | 'stay'> {
    const fields: EventRequest = {
      name: textOf(data, 'name'),
      theme: textOf(data, 'theme'),
      startDate: textOf(data, 'startDate') || null,
      endDate: textOf(data, 'endDate') || null,
      languages,
      // A template that was not changed is not sent: the event's own copy stays as it is.
      ...(template === event?.template.name ? {} : { template }),
    }
    const saved = id
      ? await callApi<{ id: string }>('PATCH', `/events/${id}`, {
          ...fields,
          ...(banner.kind === 'remove' ? { banner: null } : {}),
        })
      : await callApi<{ id: string }>('POST', '/events', fields)
    // If the banner is refused now the event exists already: the next try changes it.
    setId(saved.id)
    setBannerFault(undefined)
    try {
      if (banner.kind === 'set') await callApi('POST', `/events/${saved.id}/banner`, banner.file)
    } catch (error) {
      const { sentence } = refusalOf(error)
      setBannerFault(sentence)
      throw new Refused(t('bannerRefused', { reason: sentence }))
    }
    if (event) {
      toast({ text: t('saved'), tone: 'ok' })
      setBanner({ kind: 'keep' })
      router.refresh()
      return 'stay'
    }
    router.push(`/events/${saved.id}`)
    router.refresh()
    return 'leaving'
  }

  return (
    <Form submit={submit} className="max-w-3xl gap-7!">
      {({ busy, fault }) => (
        <>
          <Field label={t('name')} error={fault('name')} required>
            <Input name="name" defaultValue={event?.name} maxLength={500} />
          </Field>
          <Field label={t('theme')} note={t('optional')} error={fault('theme')}>
            <Input name="theme" defaultValue={event?.theme} maxLength={500} />
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t('startDate')} note={t('optional')} error={fault('startDate')}>
              <Input name="startDate" type="date" defaultValue={event?.startDate ?? ''} />
            </Field>
            <Field label={t('endDate')} note={t('optional')} error={fault('endDate')}>
              <Input name="endDate" type="date" defaultValue={event?.endDate ?? ''} />
            </Field>
          </div>
          <LanguagesField
            value={languages}
            onChange={setLanguages}
            error={fault('languages')}
            known={known}
          />
          <TemplateChoice templates={templates} value={template} onChange={setTemplate} />
          <BannerField
            current={event?.banner}
            change={banner}
            onChange={(change) => {
              setBannerFault(undefined)
              setBanner(change)
            }}
            error={bannerFault}
          />
          <Button type="submit" look="primary" busy={busy} className="self-start">
            {event ? t('save') : t('create')}
          </Button>
        </>
      )}
    </Form>
  )
}
