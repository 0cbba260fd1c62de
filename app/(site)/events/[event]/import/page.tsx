import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { requireUser } from '@/app/access'
import { loadEvent } from '@/app/events'
import { namedLanguages, OFFERED } from '@/components/events/language-names'
import { ImportView } from '@/components/import/import-view'
import { PageHead } from '@/components/shell/page-head'
import { may } from '@/lib/report/access'
import { roleInEvent } from '@/server/accounts/visitor'

type Props = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') }
}

export default async function ImportPage({ params }: Props) {
  const { event: id } = await params
  const event = await loadEvent(id)
  const visitor = await requireUser(`/events/${id}/import`)
  if (!may(await roleInEvent(visitor, id), 'organise')) forbidden()
  const t = await getTranslations('imports')
  return (
    <>
      <PageHead
        title={t('title')}
        back={{ href: `/events/${id}`, label: event.name }}
        lead={<p>{t('lead')}</p>}
      />
      <ImportView
        event={id}
        languages={namedLanguages([...OFFERED, ...event.languages], await getLocale())}
      />
    </>
  )
}
