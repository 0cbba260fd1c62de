import { useLocale, useTranslations } from 'next-intl'
import { inLanguage } from '@/lib/report/language'
import type { Template } from '@/lib/report/template'

/** What a report with this template consists of: its sections in their order. */
export function TemplatePreview({ template }: { template: Template }) {
  const t = useTranslations('pages.template')
  const locale = useLocale()
  return (
    <ol className="flex flex-col text-sm">
      {template.sections.map((section, index) => (
        <li key={section.id} className="flex gap-3 border-line border-t py-2 first:border-t-0">
          <span aria-hidden className="w-5 shrink-0 text-right text-ink-soft tabular-nums">
            {index + 1}
          </span>
          <span className="min-w-0 flex-1">
            <span className="font-medium">{inLanguage(section.heading, locale)}</span>
            <span className="block text-ink-soft">
              {t(`kind.${section.kind}`)}
              {section.limit && ` · ${t('limit', { words: section.limit })}`}
              {section.required && ` · ${t('required')}`}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
