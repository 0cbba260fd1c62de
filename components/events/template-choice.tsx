'use client'

import clsx from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { inLanguage } from '@/lib/report/language'
import type { Template } from '@/lib/report/template'
import { TemplatePreview } from './template-preview'

type TemplateChoiceProps = {
  /** The built-in ones, and the event's own where that differs. */
  templates: readonly Template[]
  value: string
  onChange: (name: string) => void
}

/** Which template the reports follow, with what it consists of beside it. */
export function TemplateChoice({ templates, value, onChange }: TemplateChoiceProps) {
  const t = useTranslations('pages.event')
  const locale = useLocale()
  const chosen = templates.find((template) => template.name === value) ?? templates[0]!
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{t('template')}</legend>
      <p className="-mt-0.5 mb-3 text-ink-soft text-sm">{t('templateHint')}</p>
      <div className="overflow-hidden rounded-card border border-line bg-surface md:grid md:grid-cols-[15rem_1fr]">
        <div className="flex flex-col gap-1 p-2 md:border-line md:border-r">
          {templates.map((template) => (
            <label
              key={template.name}
              className={clsx(
                'flex min-h-11 items-center gap-3 rounded-control px-3 py-2 text-sm',
                'has-focus-visible:outline-2 has-focus-visible:outline-accent',
                template.name === chosen.name ? 'bg-accent-soft font-medium' : 'hover:bg-sunken',
              )}
            >
              <input
                type="radio"
                name="template"
                value={template.name}
                checked={template.name === chosen.name}
                onChange={() => onChange(template.name)}
                className="size-4 shrink-0 outline-none"
              />
              {inLanguage(template.title, locale) || template.name}
            </label>
          ))}
        </div>
        <div className="border-line border-t px-4 py-2 md:border-t-0">
          <TemplatePreview template={chosen} />
        </div>
      </div>
    </fieldset>
  )
}
