'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { formatDays } from '@/lib/export/dates'
import { setMeta } from '@/lib/report/document'
import { useActions } from '../records/use-actions'
import { useSession } from '../session-context'
import { useReportLanguage } from '../use-language'
import { languageName } from './languages'
import { useMeta } from './use-meta'

/*
 * The header's typed values. While one is typed it is a draft of this browser's own: an unfinished date is no date,
 * and what others set meanwhile must not jump into it. It counts as soon as it is whole, or on leaving the field.
 */

type Draft = { draft: string | undefined; setDraft: (draft: string | undefined) => void }

const useDraft = (): Draft => {
  const [draft, setDraft] = useState<string>()
  return { draft, setDraft }
}

type DateName = 'eventStart' | 'eventEnd' | 'date'

export function DateField({ name, label, readOnly }: { name: DateName; label: string; readOnly: boolean }) {
  const locale = useLocale()
  const [value, set] = useMeta(name)
  const { draft, setDraft } = useDraft()
  if (readOnly)
    return (
      <span className="py-1">
        {value
          ? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(value))
          : '–'}
      </span>
    )
  return (
    <input
      type="date"
      aria-label={label}
      data-field="meta"
      data-meta={name}
      value={draft ?? value ?? ''}
      data-empty={!(draft ?? value) || undefined}
      min="1900-01-01"
      max="2999-12-31"
      onChange={(event) => {
        const typed = event.target.value
        setDraft(typed)
        // The year 20 stands here for a moment while 2026 is typed.
        if (typed >= '1900') set(typed)
      }}
      onBlur={() => {
        if (draft === '') set(null)
        setDraft(undefined)
      }}
      className="line-control"
    />
  )
}

/** The event's first and last day; for readers one range. */
export function EventDates({ readOnly }: { readOnly: boolean }) {
  const t = useTranslations('editor.details')
  const locale = useLocale()
  const [start] = useMeta('eventStart')
  const [end] = useMeta('eventEnd')
  if (readOnly) return <span className="py-1">{formatDays(start, end, locale) || '–'}</span>
  return (
    <>
      <DateField name="eventStart" label={t('eventStart')} readOnly={false} />
      <span aria-hidden className="px-1 text-ink-soft">
        –
      </span>
      <DateField name="eventEnd" label={t('eventEnd')} readOnly={false} />
    </>
  )
}

export function TimeField({ readOnly }: { readOnly: boolean }) {
  const t = useTranslations('editor.details')
  const [value, set] = useMeta('start')
  const { draft, setDraft } = useDraft()
  if (readOnly) return <span className="py-1">{value ?? '–'}</span>
  return (
    <input
      type="time"
      aria-label={t('start')}
      data-field="meta"
      data-meta="start"
      value={draft ?? value ?? ''}
      data-empty={!(draft ?? value) || undefined}
      onChange={(event) => {
        setDraft(event.target.value)
        if (event.target.value) set(event.target.value.slice(0, 5))
      }}
      onBlur={() => {
        if (draft === '') set(null)
        setDraft(undefined)
      }}
      className="line-control"
    />
  )
}

export function TimeZoneField({ readOnly }: { readOnly: boolean }) {
  const t = useTranslations('editor.details')
  const [value, set] = useMeta('timeZone')
  if (readOnly) return value ? <span className="py-1 text-ink-soft">{value}</span> : null
  const zones = Intl.supportedValuesOf('timeZone')
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone
  const others = [...new Set(['UTC', ...zones, ...(value ? [value] : [])])].filter((zone) => zone !== mine)
  return (
    <select
      aria-label={t('timeZone')}
      data-field="meta"
      data-meta="timeZone"
      value={value ?? ''}
      data-empty={!value || undefined}
      onChange={(event) => set(event.target.value || null)}
      className="line-control max-w-full"
    >
      <option value="">{t('timeZone')}</option>
      {[mine, ...others].map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </select>
  )
}

type NumberProps = {
  name: 'minutes' | 'participants'
  label: string
  unit?: string
  min: number
  max: number
  readOnly: boolean
}

export function NumberField({ name, label, unit, min, max, readOnly }: NumberProps) {
  const [value, set] = useMeta(name)
  const { draft, setDraft } = useDraft()
  if (readOnly)
    return (
      <span className="py-1 tabular-nums">
        {value === null ? '–' : [value, unit].filter(Boolean).join(' ')}
      </span>
    )
  const wrong = draft !== undefined && draft !== '' && parse(draft) === undefined
  function parse(typed: string): number | undefined {
    const number = /^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN
    return number >= min && number <= max ? number : undefined
  }
  return (
    <>
      <input
        type="text"
        inputMode="numeric"
        aria-label={label}
        aria-invalid={wrong || undefined}
        data-field="meta"
        data-meta={name}
        placeholder="–"
        value={draft ?? value ?? ''}
        onChange={(event) => {
          setDraft(event.target.value)
          const number = parse(event.target.value)
          if (number !== undefined) set(number)
        }}
        onBlur={() => {
          if (draft?.trim() === '') set(null)
          setDraft(undefined)
        }}
        className="line-control w-20 min-w-8 tabular-nums supports-[field-sizing:content]:w-auto"
      />
      {unit && <span className="text-ink-soft">{unit}</span>}
    </>
  )
}

/** The language of headings and of what is written; the interface keeps the reader's. */
export function LanguageOfReport({ readOnly }: { readOnly: boolean }) {
  const t = useTranslations('editor.details')
  const locale = useLocale()
  const { doc, step } = useActions()
  const { session } = useSession()
  const language = useReportLanguage()
  if (readOnly) return <span className="py-1">{languageName(language, locale)}</span>
  const options = [...new Set([...session.languages, language])]
  return (
    <select
      aria-label={t('reportLanguage')}
      data-field="meta"
      data-meta="language"
      value={language}
      onChange={(event) => step(() => setMeta(doc, 'language', event.target.value))}
      className="line-control"
    >
      {options.map((tag) => (
        <option key={tag} value={tag}>
          {languageName(tag, locale)}
        </option>
      ))}
    </select>
  )
}
