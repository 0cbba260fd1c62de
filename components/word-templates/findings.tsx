import clsx from 'clsx'
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { WordFindings } from '@/lib/api/word-template'

const PLACES = { text: undefined, header: 'inHeader', footer: 'inFooter', notes: 'inNotes' } as const

/** Which placeholders of a Word template are known, which are not, and what has no place in it. */
export function Findings({ findings: { known, unknown, missing } }: { findings: WordFindings }) {
  const t = useTranslations('word')
  return (
    <div className="mt-3 flex flex-col gap-3 text-sm">
      <Group
        tone={known.length > 0 ? 'ok' : 'warn'}
        title={t('known', { count: known.length })}
        items={
          known.length === 0
            ? []
            : [
                <span key="known" className="flex flex-wrap gap-1.5">
                  {known.map(({ name }) => (
                    <Name key={name}>{`{{${name}}}`}</Name>
                  ))}
                </span>,
              ]
        }
      />
      {unknown.length > 0 && (
        <Group
          tone="danger"
          title={t('unknown', { count: unknown.length })}
          items={unknown.map(({ written, place, suggestion, fault }) => {
            const where = PLACES[place]
            return (
              <span key={`${written} ${place}`}>
                <Name>{written}</Name> {where && <span className="text-ink-soft">({t(where)}) </span>}
                {fault === 'unclosed' && t('unclosed')}
                {suggestion && t('did', { name: `{{${suggestion}}}` })}
              </span>
            )
          })}
        />
      )}
      {missing.length > 0 ? (
        <Group
          tone="warn"
          title={t('missing', { count: missing.length })}
          items={missing.map(({ name, heading }) => (
            <span key={name}>
              {name === 'title' && heading === '' ? t('titleMissing') : heading || name}{' '}
              <Name>{`{{${name}}}`}</Name>
            </span>
          ))}
        />
      ) : (
        <Group tone="ok" title={t('allWell')} items={[]} />
      )}
    </div>
  )
}

const ICONS = {
  ok: [CircleCheck, 'text-ok'],
  warn: [CircleAlert, 'text-warn'],
  danger: [CircleHelp, 'text-danger'],
} as const

function Group({ tone, title, items }: { tone: keyof typeof ICONS; title: string; items: ReactNode[] }) {
  const [Icon, colour] = ICONS[tone]
  return (
    <div className="flex gap-2">
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', colour)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {items.length > 0 && (
          <ul className="mt-1 flex flex-col gap-1">
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
              <li key={index}>{item}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Name({ children }: { children: string }) {
  return (
    <code className="inline-block max-w-full break-words rounded bg-sunken px-1.5 py-0.5 text-[0.8125rem]">
      {children}
    </code>
  )
}
