'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { focusField, RichField, useRecords } from '@/components/rich'
import { Button } from '@/components/ui'
import { addItem, moveItem, readItems } from '@/lib/report/document'
import { inLanguage } from '@/lib/report/language'
import { itemKey, itemText } from '@/lib/report/roots'
import { RecordFrame } from '../records/record'
import { useActions } from '../records/use-actions'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'
import { Voices } from './voices'

/** Questions put to all, each with an answer for every person who answered. */
export function PromptSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor')
  const { doc, step, remove } = useActions()
  const prompts = useRecords((records) => readItems(records, section.id)).filter((item) => !item.deleted)
  const add = () =>
    focusField(
      itemText(
        section.id,
        step(() => addItem(doc, section.id)),
      ),
    )
  return (
    <SectionFrame section={section} lang={lang} hint={prompts.length === 0}>
      <div className="flex flex-col gap-10">
        {prompts.map(({ id }, index) => {
          const label = t('prompt.nth', { number: index + 1 })
          return (
            <RecordFrame
              key={id}
              as="article"
              label={label}
              canWrite={canWrite}
              item={itemKey(section.id, id)}
              place={{
                index,
                count: prompts.length,
                move: (to) => step(() => moveItem(doc, section.id, id, to)),
              }}
              onRemove={() => remove({ map: 'items', key: itemKey(section.id, id) }, label)}
            >
              {(menu) => (
                <>
                  <div className="mb-4 flex items-start gap-2 font-serif text-lg italic [--rich-tools-gap:3.25rem]">
                    <h3 className="sr-only">{label}</h3>
                    <div className="min-w-0 flex-1">
                      <RichField
                        name={itemText(section.id, id)}
                        label={label}
                        placeholder={t('prompt.placeholder')}
                        readOnly={!canWrite}
                        lang={lang}
                      />
                    </div>
                    {menu}
                  </div>
                  <Voices
                    section={section.id}
                    item={id}
                    labelled="answer"
                    naming="short"
                    hint={inLanguage(section.hint, lang)}
                    limit={section.limit}
                    canWrite={canWrite}
                    lang={lang}
                  />
                </>
              )}
            </RecordFrame>
          )
        })}
      </div>
      {canWrite && (
        <Button look="quiet" size="sm" className="-ml-3 mt-3" onClick={add}>
          <Plus aria-hidden className="size-4" />
          {t('prompt.add')}
        </Button>
      )}
    </SectionFrame>
  )
}
