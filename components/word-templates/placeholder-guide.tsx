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

function Names({ rows }: { rows: readonly (readonly [name: string, text: string])[] }) {
  const t = useTranslations('word')
  return (
    <table className="mt-3 w-full table-fixed text-left text-sm">
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('page.placeholder')}</th>
          <th scope="col">{t('page.stands')}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-line border-y">
        {rows.map(([name, text]) => (
          <tr key={name} className="align-baseline">
            <th scope="row" className="w-1/2 py-2 pr-4 font-normal sm:w-2/5">
              <code className="wrap-anywhere rounded bg-sunken px-1.5 py-0.5 text-[0.8125rem]">{`{{${name}}}`}</code>
            </th>
            <td className="py-2">{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
