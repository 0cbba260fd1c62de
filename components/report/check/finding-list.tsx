'use client'

import { CircleAlert, Info, WandSparkles } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui'
import type { Finding, Place } from '@/lib/check'
import { fixLabel, sentenceOf } from '@/lib/check/sentence'
import { inLanguage } from '@/lib/report/language'
import { useSession } from '../session-context'
import { useMend } from './use-mend'
import { useReader } from './use-reader'

type ListProps = {
  findings: Finding[]
  /** Goes to a place, from the panel or after the dialog has closed. */
  onGo: (place: Place) => void
  /** Whether what is certain can be mended from here. */
  fixes: boolean
}

/** The findings under the headings of their sections, in the report's order. */
export function FindingList({ findings, onGo, fixes }: ListProps) {
  const [mended, setMended] = useState<{ of: Finding[]; keys: string[] }>({ of: findings, keys: [] })
  // What was mended is gone at once; the next check says whether it is.
  const gone = mended.of === findings ? mended.keys : []
  const shown = findings
    .map((finding) => ({ finding, key: keyOf(finding) }))
    .filter(({ key }) => !gone.includes(key))
  const groups = [...Map.groupBy(shown, ({ finding }) => finding.place.section)]
  return (
    <div className="flex flex-col gap-5">
      {groups.map(([section, entries]) => (
        <section key={section}>
          <Heading section={section} />
          <ul className="flex flex-col gap-1">
            {entries.map(({ finding, key }) => (
              <Row
                key={key}
                finding={finding}
                onGo={onGo}
                fixes={fixes}
                onMended={() => setMended({ of: findings, keys: [...gone, key] })}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const keyOf = ({ say, place, words }: Finding) => JSON.stringify([say, place, words])

function Heading({ section: id }: { section: string }) {
  const t = useTranslations('editor')
  const { session } = useSession()
  const reader = useReader()
  const section = session.template.sections.find((one) => one.id === id)
  return (
    <h3
      className="mb-1.5 font-semibold text-ink-soft text-xs"
      lang={section && inLanguage(section.heading, reader.report) ? reader.report : undefined}
    >
      {section ? inLanguage(section.heading, reader.report) || t(`kinds.${section.kind}`) : t('title.label')}
    </h3>
  )
}

type RowProps = Omit<ListProps, 'findings'> & { finding: Finding; onMended: () => void }

function Row({ finding, onGo, fixes, onMended }: RowProps) {
  const t = useTranslations('check')
  const reader = useReader()
  const { mayMend, mend } = useMend()
  const sentence = sentenceOf(finding, reader)
  const { severity, fix } = finding
  const label = fix && fixLabel(fix, finding, reader)
  const Icon = severity === 'fault' ? CircleAlert : Info
  return (
    <li data-finding={finding.rule} className="rounded-control">
      <button
        type="button"
        onClick={() => onGo(finding.place)}
        className="wrap-anywhere -mx-2 flex w-[calc(100%+1rem)] items-start gap-2.5 rounded-control px-2 py-1.5 text-left text-sm leading-snug hover:bg-sunken pointer-coarse:py-3"
      >
        <Icon
          aria-hidden
          className={`mt-0.5 size-4 shrink-0 ${severity === 'fault' ? 'text-warn' : 'text-ink-soft'}`}
        />
        <span className="min-w-0">
          <span className="sr-only">{t(severity)}: </span>
          {sentence}
        </span>
      </button>
      {fix && label && fixes && mayMend(finding) && (
        <Button
          size="sm"
          className="wrap-anywhere mt-0.5 mb-1.5 ml-6.5 max-w-[calc(100%-1.625rem)] shrink! text-left! text-xs!"
          aria-label={t('fixIt', { fix: label, sentence })}
          onClick={(event) => {
            const row = event.currentTarget.closest('li')
            const next = nextTo(row)
            mend(finding, fix)
            onMended()
            next?.focus()
          }}
        >
          <WandSparkles aria-hidden className="size-3.5" />
          {label}
        </Button>
      )}
    </li>
  )
}

/** Where the keyboard goes when a finding leaves: to the one after or before it, else to the list's heading. */
function nextTo(row: HTMLElement | null): HTMLElement | undefined {
  const panel = row?.closest('[data-check]')
  const rows = [...(panel?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])]
  const index = row ? rows.indexOf(row) : -1
  const beside = rows[index + 1] ?? rows[index - 1]
  return beside?.querySelector<HTMLElement>('button') ?? panel?.querySelector<HTMLElement>('h2') ?? undefined
}
