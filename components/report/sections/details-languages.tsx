'use client'

import { X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { languageName, SPOKEN } from './languages'
import { useMeta } from './use-meta'

/** The languages spoken in the session. */
export function LanguagesField({ readOnly }: { readOnly: boolean }) {
  const t = useTranslations('editor.details')
  const locale = useLocale()
  const [languages, set] = useMeta('languages')
  const name = (tag: string) => languageName(tag, locale)
  if (readOnly) return <span className="py-1">{languages.map(name).join(', ') || '–'}</span>
  const more = SPOKEN.filter((tag) => !languages.includes(tag))
    .map((tag) => ({ tag, name: name(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale))
  return (
    <>
      {languages.map((tag) => (
        <span key={tag} className="my-0.5 inline-flex items-center rounded-full bg-sunken pl-2.5">
          {name(tag)}
          <button
            type="button"
            aria-label={t('removeLanguage', { language: name(tag) })}
            onClick={() => set(languages.filter((other) => other !== tag))}
            className="inline-flex size-6 items-center justify-center rounded-full text-ink-soft hover:text-ink pointer-coarse:size-11"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <select
        aria-label={t('addLanguage')}
        data-field="meta"
        value=""
        data-empty
        onChange={(event) => set([...languages, event.target.value])}
        className="line-control w-40 supports-[field-sizing:content]:w-auto"
      >
        <option value="" disabled>
          {t('addLanguage')}
        </option>
        {more.map((option) => (
          <option key={option.tag} value={option.tag}>
            {option.name}
          </option>
        ))}
      </select>
    </>
  )
}
