import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { requireUser } from '@/app/access'
import { loadEvent, templateOf } from '@/app/events'
import { languageName } from '@/components/events/language-names'
import { SessionForm } from '@/components/events/session-form'
import { TemplatePreview } from '@/components/events/template-preview'
import { PageHead } from '@/components/shell/page-head'
import { may } from '@/lib/report/access'
import { roleInEvent } from '@/server/accounts/visitor'

type Props = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.session'))('newTitle') }
}

export default async function NewSession({ params }: Props) {
  const { event: id } = await params
  const event = await loadEvent(id)
  const visitor = await requireUser(`/events/${id}/sessions/new`)
  if (!may(await roleInEvent(visitor, id), 'organise')) forbidden()
  const t = await getTranslations('pages')
  const locale = await getLocale()
  const { name, languages, startDate = null, endDate = null } = event
  return (
    <>
      <PageHead title={t('session.newTitle')} back={{ href: `/events/${id}`, label: name }} />
      <div className="grid items-start gap-x-14 gap-y-10 lg:grid-cols-[1fr_22rem]">
        <SessionForm
          event={{ id, startDate, endDate }}
          languages={languages.map((tag) => ({ tag, name: languageName(tag, locale) }))}
        />
        <section className="rounded-card border border-line bg-surface p-5">
          <h2 className="mb-3 font-semibold">{t('template.title')}</h2>
          <TemplatePreview template={templateOf(event)} />
        </section>
      </div>
    </>
  )
}
