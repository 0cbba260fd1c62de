'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useRef } from 'react'
import { IconButton, Select } from '@/components/ui'
import type { NamedLanguage } from './language-names'

type LanguagesFieldProps = {
  value: readonly string[]
  onChange: (value: string[]) => void
  error: string | undefined
  /** Those offered and those chosen already. */
  known: readonly NamedLanguage[]
}

/** The languages that an event's reports may be written in; the first is what new sessions start in. */
export function LanguagesField({ value, onChange, error, known }: LanguagesFieldProps) {
  const t = useTranslations('pages.event')
  const id = useId()
  const nameOf = (tag: string) => known.find((language) => language.tag === tag)?.name ?? tag
  const select = useRef<HTMLSelectElement>(null)

  return (
    <fieldset aria-describedby={`${id}-hint`} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t('languages')}</legend>
      <p id={`${id}-hint`} className="-mt-1 text-ink-soft text-sm">
        {t('languagesHint')}
      </p>
      <ul className="flex flex-wrap gap-2">
        {value.map((tag, index) => (
          <li
            key={tag}
            className="flex items-center gap-1 rounded-control border border-line bg-surface py-0.5 pr-1 pl-3 text-sm"
          >
            {nameOf(tag)}
            {index === 0 ? (
              <span className="ml-1 text-ink-soft">{t('mainLanguage')}</span>
            ) : (
              <button
                type="button"
                onClick={() => onChange([tag, ...value.filter((other) => other !== tag)])}
                className="ml-1 min-h-8 rounded-control px-1.5 text-accent hover:bg-sunken pointer-coarse:min-h-11"
              >
                {t('makeMain')}
              </button>
            )}
            <IconButton
              label={t('removeLanguage', { language: nameOf(tag) })}
              size="sm"
              disabled={value.length === 1}
              onClick={() => {
                onChange(value.filter((other) => other !== tag))
                select.current?.focus()
              }}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          </li>
        ))}
      </ul>
      <Select
        ref={select}
        aria-label={t('addLanguage')}
        aria-invalid={Boolean(error) || undefined}
        className="max-w-xs"
        value=""
        onChange={(event) => onChange([...value, event.target.value])}
      >
        <option value="">{t('addLanguage')}</option>
        {known
          .filter(({ tag }) => !value.includes(tag))
          .map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
      </Select>
      {error && <p className="text-danger text-sm">{error}</p>}
    </fieldset>
  )
}
