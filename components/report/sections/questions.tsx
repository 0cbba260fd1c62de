'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { focusField, LineField, RichField, useRecords } from '@/components/rich'
import { Button } from '@/components/ui'
import { addItem, moveItem, readItems, setItem } from '@/lib/report/document'
import { QuestionState } from '@/lib/report/report'
import { itemKey, itemLine, itemText } from '@/lib/report/roots'
import { RecordFrame } from '../records/record'
import { useActions } from '../records/use-actions'
import { Asked, useAsked } from './asked'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'
import { Voices } from './voices'

/** Questions from the audience: who asked whom, what, and what was answered. */
export function QuestionsSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor')
  const { doc, step } = useActions()
  const questions = useRecords((records) => readItems(records, section.id)).filter((item) => !item.deleted)
  const add = () =>
    focusField(
      itemText(
        section.id,
        step(() => addItem(doc, section.id)),
      ),
    )
  return (
    <SectionFrame section={section} lang={lang} hint={questions.length === 0}>
      <div className="flex flex-col gap-12">
        {questions.map(({ id, state }, index) => (
          <QuestionBlock
            key={id}
            section={section.id}
            id={id}
            state={state}
            index={index}
            count={questions.length}
            limit={section.limit}
            canWrite={canWrite}
            lang={lang}
          />
        ))}
      </div>
      {canWrite && (
        <Button look="quiet" size="sm" className="-ml-3 mt-4" onClick={add}>
          <Plus aria-hidden className="size-4" />
          {t('questions.add')}
        </Button>
      )}
    </SectionFrame>
  )
}

type QuestionProps = {
  section: string
  id: string
  state: QuestionState
  index: number
  count: number
  limit: number | undefined
  canWrite: boolean
  lang: string
}

const QuestionBlock = memo(function QuestionBlock({
  section,
  id,
  state,
  index,
  count,
  limit,
  canWrite,
  lang,
}: QuestionProps) {
  const t = useTranslations('editor')
  const { doc, step, remove } = useActions()
  const asked = useAsked(section, id)
  const label = t('questions.nth', { number: index + 1 })
  return (
    <RecordFrame
      as="article"
      label={label}
      canWrite={canWrite}
      item={itemKey(section, id)}
      place={{ index, count, move: (to) => step(() => moveItem(doc, section, id, to)) }}
      onRemove={() => remove({ map: 'items', key: itemKey(section, id) }, label)}
    >
      {(menu) => (
        <>
          <div className="flex items-start gap-2">
            <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 gap-y-1">
              <h3 className="font-semibold font-serif text-lg">{label}</h3>
              <span className="flex min-w-0 grow basis-40 items-baseline gap-2 font-serif">
                <span aria-hidden className="text-ink-soft">
                  {t('questions.from')}
                </span>
                <LineField
                  name={itemLine(section, id, 'asker')}
                  label={t('questions.asker', { number: index + 1 })}
                  placeholder={t('questions.askerPlaceholder')}
                  readOnly={!canWrite}
                  lang={lang}
                  className="line min-w-0 flex-1"
                />
              </span>
            </div>
            {menu}
          </div>
          <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 font-sans text-ink-soft text-sm">
            <Asked section={section} item={id} asked={asked} canWrite={canWrite} lang={lang} label={label} />
            {canWrite ? (
              <select
                aria-label={t('questions.stateOf', { number: index + 1 })}
                value={state}
                onChange={(event) =>
                  step(() => setItem(doc, section, id, { state: QuestionState.parse(event.target.value) }))
                }
                className="quiet-select"
              >
                {QuestionState.options.map((value) => (
                  <option key={value} value={value}>
                    {t(`questions.states.${value}`)}
                  </option>
                ))}
              </select>
            ) : (
              <span>{t(`questions.states.${state}`)}</span>
            )}
          </div>
          <RichField
            name={itemText(section, id)}
            label={label}
            placeholder={t('questions.placeholder')}
            readOnly={!canWrite}
            lang={lang}
            {...(limit && { limit })}
          />
          <div className="mt-5 border-line border-l-2 pl-4 sm:pl-6">
            <Voices
              section={section}
              item={id}
              labelled="answer"
              naming="label"
              prefix={<span className="font-normal text-ink-soft">{t('questions.answer')} </span>}
              limit={limit}
              prefer={asked}
              canWrite={canWrite}
              lang={lang}
            />
          </div>
        </>
      )}
    </RecordFrame>
  )
})
