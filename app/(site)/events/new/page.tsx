import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { requireUser } from '@/app/access'
import { EventForm } from '@/components/events/event-form'
import { namedLanguages, OFFERED } from '@/components/events/language-names'
import { PageHead } from '@/components/shell/page-head'
import { BUILT_IN } from '@/lib/report/templates'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.event'))('newTitle') }
}

export default async function NewEvent() {
  const { user } = await requireUser('/events/new')
  if (!user.mayCreateEvents) forbidden()
  const t = await getTranslations('pages')
  const locale = await getLocale()
  return (
    <>
      <PageHead
        title={t('event.newTitle')}
        lead={t('event.newLead')}
        back={{ href: '/', label: t('events.title') }}
      />
      <EventForm
        templates={Object.values(BUILT_IN)}
        language={locale}
        known={namedLanguages(OFFERED, locale)}
      />
    </>
  )
}
