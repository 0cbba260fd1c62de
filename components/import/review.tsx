'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { NamedLanguage } from '@/components/events/language-names'
import { Form, textOf } from '@/components/shell/form'
import { Refused } from '@/components/shell/problem'
import { Button, Field, Input, Notice, Select } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { ImportAnswer } from '@/lib/api/import'
import type { SessionMade } from '@/lib/api/schemas'
import { type Place, placed } from '@/lib/import/place'
import { Notes } from './notes'
import { PassageList } from './passage-list'
import { PeopleFound } from './people-found'
import { SectionsFound } from './sections-found'

type ReviewProps = {
  event: string
  file: string
  answer: ImportAnswer
  languages: readonly NamedLanguage[]
  onAgain: () => void
}

/** What was found in a file, section by section, and the passages whose place is to be said. */
export function Review({ event, file, answer, languages, onAgain }: ReviewProps) {
  const t = useTranslations('imports')
  const router = useRouter()
  const head = useRef<HTMLHeadingElement>(null)
  const passages = useId()
  const [language, setLanguage] = useState(answer.report.language)
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(new Map())
  const { notes, unplaced } = answer

  // Who chose the file hears what became of it.
  useEffect(() => head.current?.focus(), [])

  const report = useMemo(
    () =>
      unplaced.reduce(
        (before, passage) => placed(before, passage, places.get(passage.id) ?? { to: 'undecided' }),
        answer.report,
      ),
    [answer.report, unplaced, places],
  )
  const [tried, setTried] = useState(false)
  const undecided = unplaced.filter(({ id }) => !isDecided(report, places.get(id)))

  async function create(data: FormData): Promise<'leaving' | 'stay'> {
    setTried(true)
    if (undecided.length > 0) throw new Refused(t('undecided', { count: undecided.length }))
    const made = await callApi<SessionMade>('POST', `/events/${event}/sessions`, {
      ...report,
      title: textOf(data, 'title'),
      language,
    })
    router.push(`/sessions/${made.id}`)
    return 'leaving'
  }

  const known = languages.some(({ tag }) => tag === language)
    ? languages
    : [{ tag: language, name: language }, ...languages]

  return (
    <Form submit={create} className="max-w-3xl gap-8!">
      {({ busy, fault }) => (
        <>
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
            <h2 ref={head} tabIndex={-1} className="min-w-0 break-words font-semibold text-xl outline-none">
              {t('found', { name: file })}
            </h2>
            <Button look="quiet" size="sm" onClick={onAgain} className="-ml-3">
              {t('another')}
            </Button>
          </div>
          <Field
            label={t('reportTitle')}
            hint={answer.report.title === '' ? t('titleMissing') : undefined}
            error={fault('title')}
          >
            {/* A passage that becomes the title replaces what stands here. */}
            <Input key={report.title} name="title" defaultValue={report.title} />
          </Field>
          <Field
            label={t('language')}
            hint={t('languageHint')}
            error={fault('language')}
            className="max-w-xs"
          >
            <Select name="language" value={language} onChange={({ target }) => setLanguage(target.value)}>
              {known.map(({ tag, name }) => (
                <option key={tag} value={tag}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <PassageList
            id={passages}
            report={report}
            passages={unplaced}
            places={places}
            missing={tried ? undecided.map(({ id }) => id) : []}
            onPlace={(id, place) => setPlaces((before) => new Map(before).set(id, place))}
          />
          <Notes notes={notes} />
          <SectionsFound report={{ ...report, language }} notes={notes} />
          <PeopleFound people={report.people} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t pt-6">
            <Button type="submit" look="primary" busy={busy}>
              {t('create')}
            </Button>
            <p className="text-ink-soft text-sm">{t('nothingYet')}</p>
          </div>
          {fault('sections') && <Notice tone="danger">{fault('sections')}</Notice>}
        </>
      )}
    </Form>
  )
}

/** Whether it is said where a passage goes, and of whom it is where that must be known. */
function isDecided({ template }: ImportAnswer['report'], place: Place | undefined): boolean {
  if (place === undefined || place.to === 'undecided') return false
  if (place.to !== 'section' || place.person !== undefined) return true
  const kind = template.sections.find(({ id }) => id === place.section)?.kind
  return kind !== 'summaries' && kind !== 'remarks' && kind !== 'prompt'
}
