'use client'

import { useTranslations } from 'next-intl'
import { useDocument, useRecords } from '@/components/rich'
import { Button } from '@/components/ui'
import { readLinks } from '@/lib/report/document'
import { readRich } from '@/lib/report/fragment'
import { inLanguage } from '@/lib/report/language'
import { isEmptyRich } from '@/lib/report/rich'
import { voiceText } from '@/lib/report/roots'
import { usePeople, usePersonName } from '../people/use-people'
import { useActions } from '../records/use-actions'
import { SectionFrame } from './section-frame'
import type { SectionProps } from './section-props'
import { VoiceBlock } from './voice'

/** A summary for each speaker, in the speakers' order; also what was written for somebody who is none any more. */
export function SummariesSection({ section, canWrite, lang }: SectionProps) {
  const t = useTranslations('editor')
  const { doc } = useDocument()
  const people = usePeople()
  const deleted = useRecords((records) =>
    readLinks(records, section.id).flatMap((link) => (link.deleted ? [link.person] : [])),
  )
  const speakers = people.filter(({ kind }) => kind === 'speaker')
  const others = people.filter(
    ({ id, kind }) =>
      kind !== 'speaker' &&
      doc.share.has(voiceText(section.id, id)) &&
      !isEmptyRich(readRich(doc.getXmlFragment(voiceText(section.id, id)))),
  )
  return (
    <SectionFrame section={section} lang={lang} hint={speakers.length === 0}>
      {speakers.length === 0 && <p className="font-sans text-ink-soft text-sm">{t('summaries.none')}</p>}
      <div className="flex flex-col gap-8">
        {[...speakers, ...others].map(({ id }, index) =>
          deleted.includes(id) ? (
            canWrite && <LeftOut key={id} section={section.id} person={id} />
          ) : (
            <VoiceBlock
              key={id}
              section={section.id}
              person={id}
              prefix={index < speakers.length && <span className="text-ink-soft">{index + 1}. </span>}
              labelled="summary"
              naming="full"
              hint={inLanguage(section.hint, lang)}
              limit={section.limit}
              canWrite={canWrite}
              lang={lang}
            />
          ),
        )}
      </div>
    </SectionFrame>
  )
}

function LeftOut({ section, person }: { section: string; person: string }) {
  const t = useTranslations('editor')
  const { restore } = useActions()
  const name = usePersonName(person) || t('people.unnamed')
  return (
    <p className="flex flex-wrap items-center gap-2 font-sans text-ink-soft text-sm">
      {t('summaries.leftOut', { name })}
      <Button
        look="quiet"
        size="sm"
        onClick={() => restore({ map: 'links', key: voiceText(section, person) })}
      >
        {t('deleted.restore')}
      </Button>
    </p>
  )
}
