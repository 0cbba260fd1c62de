'use client'

import { useTranslations } from 'next-intl'
import { RichText } from '@/components/rich/rich-text'
import { Button, Field, Notice, Select } from '@/components/ui'
import type { UnplacedPassage } from '@/lib/api/import'
import { type Place, TAKES } from '@/lib/import/place'
import { inLanguage } from '@/lib/report/language'
import type { Report } from '@/lib/report/report'
import '@/components/rich/rich.css'

type PassageListProps = {
  /** Before the id of each passage's first control. */
  id: string
  report: Report
  passages: readonly UnplacedPassage[]
  places: ReadonlyMap<string, Place>
  /** Those whose place was asked for in vain. */
  missing: readonly string[]
  onPlace: (passage: string, place: Place) => void
}

/** The passages that fitted nowhere, each with the choice of where it goes. */
export function PassageList({ id, report, passages, places, missing, onPlace }: PassageListProps) {
  const t = useTranslations('imports')
  if (passages.length === 0) return null
  const open = passages.filter((passage) => placeOf(places, passage.id).to === 'undecided')
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <div>
        <h3 id={id} className="font-semibold text-lg">
          {t('unplaced', { count: passages.length })}
        </h3>
        <p className="text-ink-soft text-sm">{t('unplacedHint')}</p>
      </div>
      <ul className="flex flex-col gap-4">
        {passages.map((passage) => (
          <li key={passage.id} className="rounded-card border border-line bg-surface p-4">
            <PassageCard
              report={report}
              passage={passage}
              place={placeOf(places, passage.id)}
              isMissing={missing.includes(passage.id)}
              onPlace={(place) => onPlace(passage.id, place)}
            />
          </li>
        ))}
      </ul>
      {open.length > 1 && (
        <LeaveRest onPress={() => open.forEach((passage) => onPlace(passage.id, { to: 'nowhere' }))} />
      )}
    </section>
  )
}

const placeOf = (places: ReadonlyMap<string, Place>, id: string): Place =>
  places.get(id) ?? { to: 'undecided' }

function LeaveRest({ onPress }: { onPress: () => void }) {
  const t = useTranslations('imports')
  return (
    <Button size="sm" onClick={onPress} className="self-start">
      {t('leaveRest')}
    </Button>
  )
}

type PassageCardProps = {
  report: Report
  passage: UnplacedPassage
  place: Place
  isMissing: boolean
  onPlace: (place: Place) => void
}

function PassageCard({ report, passage, place, isMissing, onPlace }: PassageCardProps) {
  const t = useTranslations('imports')
  const { heading, section, text, pictures } = passage
  const needs = place.to === 'section' ? takesOf(report, place.section) : undefined
  const from = heading
    ? t('underHeading', { heading })
    : section
      ? t('underHeading', { heading: headingOf(report, section) })
      : t('inHeader')
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-soft text-sm">{from}</p>
      {text.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard too
        <section tabIndex={0} aria-label={from} className="max-h-60 overflow-y-auto rounded-control">
          <div className="rich-text" dir="auto">
            <RichText rich={text} />
          </div>
        </section>
      )}
      {pictures.map(({ id, file, description }) =>
        file?.data ? (
          // biome-ignore lint/performance/noImgElement: a picture inside the answer, which Next cannot optimise
          <img
            key={id}
            src={`data:${file.type};base64,${file.data}`}
            alt={description}
            className="max-h-40 max-w-full self-start rounded-control border border-line"
          />
        ) : (
          <p key={id} className="text-ink-soft text-sm">
            {description}
          </p>
        ),
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label={t('place')}
          error={isMissing && place.to === 'undecided' ? t('missingPlace') : undefined}
        >
          <Select value={optionOf(place)} onChange={({ target }) => onPlace(placeAt(target.value))}>
            <option value="">{t('choosePlace')}</option>
            {text.length > 0 && <option value="title">{t('asTitle')}</option>}
            {report.template.sections
              .filter(({ kind }) => TAKES[kind] && (TAKES[kind] !== 'picture' || pictures.length > 0))
              .filter(({ kind }) => TAKES[kind] === 'picture' || text.length > 0)
              .map((one) => (
                <option key={one.id} value={`section:${one.id}`}>
                  {headingOf(report, one.id)}
                </option>
              ))}
            <option value="nowhere">{t('leaveOut')}</option>
          </Select>
        </Field>
        {needs === 'person' && place.to === 'section' && (
          <Field label={t('person')} error={isMissing ? t('missingPerson') : undefined}>
            <Select
              value={place.person ?? ''}
              onChange={({ target }) =>
                onPlace({
                  to: 'section',
                  section: place.section,
                  ...(target.value ? { person: target.value } : {}),
                })
              }
            >
              <option value="">{t('choosePerson')}</option>
              {report.people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {pictures.length > 0 && (needs === 'text' || needs === 'person') && (
        <Notice tone="warn">{t('picturesLost')}</Notice>
      )}
    </div>
  )
}

const headingOf = ({ template, language }: Report, id: string) =>
  inLanguage(template.sections.find((section) => section.id === id)?.heading ?? {}, language)

const takesOf = ({ template }: Report, id: string) => {
  const kind = template.sections.find((section) => section.id === id)?.kind
  return kind && TAKES[kind]
}

const optionOf = (place: Place) =>
  place.to === 'section' ? `section:${place.section}` : place.to === 'undecided' ? '' : place.to

function placeAt(value: string): Place {
  if (value === 'title' || value === 'nowhere') return { to: value }
  return value === '' ? { to: 'undecided' } : { to: 'section', section: value.slice('section:'.length) }
}
