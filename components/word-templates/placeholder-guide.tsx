import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { inLanguage } from '@/lib/report/language'
import type { Template } from '@/lib/report/template'
import { FIELDS, GROUPS, normalId, PERSON_PARTS } from '@/lib/word-template/names'

/** Every placeholder there is for an event's Word template, and what stands in its place. */
export function PlaceholderGuide({ template, language }: { template: Template; language: string }) {
  const t = useTranslations('word')
  const sections = template.sections.map(
    ({ id, heading }) => [normalId(id), inLanguage(heading, language) || id] as const,
  )
  const optional = sections.find(([id]) => id === 'conclusion')?.[0] ?? sections.at(-1)![0]
  return (
    <div className="flex max-w-3xl flex-col gap-10">
      <p className="text-ink-soft">{t('page.sampleLead')}</p>
      <Part title={t('page.whole')} lead={t('page.wholeLead')}>
        <Names
          rows={[
            ['body', t('names.body')],
            ['rest', t('names.rest')],
          ]}
        />
      </Part>
      <Part title={t('page.sections')} lead={t('page.sectionsLead')}>
        <Names rows={[...sections, ['banner', t('names.banner')]]} />
      </Part>
      <Part title={t('page.one')} lead={t('page.oneLead')}>
        <Names rows={[...FIELDS, ...GROUPS].map((name) => [name, t(`names.${name}`)])} />
      </Part>
      <Part title={t('page.people')} lead={t('page.peopleLead')}>
        <Names rows={PERSON_PARTS.map((part) => [`speaker.${part}`, t(`names.${part}`)])} />
      </Part>
      <Part title={t('page.repeat')} lead={t('page.repeatLead')}>
        <Names
          rows={[
            ['#speakers}} … {{/speakers', t('page.repeatSpeakers', { name: '{{name}}' })],
            [`#${optional}}} … {{/${optional}`, t('page.repeatSection')],
          ]}
        />
      </Part>
      <Part title={t('page.refused')} lead={t('page.refusedLead')} />
    </div>
  )
}

function Part({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <section>
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="mt-1 text-ink-soft">{lead}</p>
      {children}
    </section>
  )
}

/** On a narrow screen the text stands below its placeholder, which must not be broken amid its letters. */
function Names({ rows }: { rows: readonly (readonly [name: string, text: string])[] }) {
  return (
    <dl className="mt-3 divide-y divide-line border-line border-y text-sm">
      {rows.map(([name, text]) => (
        <div key={name} className="grid items-baseline gap-x-4 gap-y-1 py-2 sm:grid-cols-[2fr_3fr]">
          <dt>
            <code className="wrap-anywhere rounded bg-sunken px-1.5 py-0.5 text-[0.8125rem]">{`{{${name}}}`}</code>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
