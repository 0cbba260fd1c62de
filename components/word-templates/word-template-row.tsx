'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { AskDialog, Badge, buttonClass } from '@/components/ui'
import type { WordTemplateInfo } from '@/lib/api/word-template'
import { Findings } from './findings'

type WordTemplateRowProps = { template: WordTemplateInfo; href: string; onRemove: () => Promise<void> }

/** One Word template: its name, whether it is in force, and what was found in it. */
export function WordTemplateRow({ template, href, onRemove }: WordTemplateRowProps) {
  const t = useTranslations('word')
  const format = useFormatter()
  const { name, inForce, byName, createdAt, findings } = template
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 break-words font-medium">{name}</span>
            <Badge tone={inForce ? 'ok' : 'plain'}>{inForce ? t('inForce') : t('earlier')}</Badge>
          </p>
          <p className="text-ink-soft text-sm">
            {t('by', { name: byName, date: format.dateTime(createdAt, { dateStyle: 'medium' }) })}
          </p>
        </div>
        <div className="flex flex-wrap gap-1">
          <a
            href={href}
            download={name}
            aria-label={t('downloadThis', { name })}
            className={buttonClass('quiet', 'sm')}
          >
            {t('download')}
          </a>
          <AskDialog
            action={t('remove')}
            label={t('removeThis', { name })}
            title={t('removeTitle')}
            description={t('removeExplain')}
            keep={t('keep')}
            onConfirm={onRemove}
          />
        </div>
      </div>
      <Findings findings={findings} />
    </li>
  )
}
