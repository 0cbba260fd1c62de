import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { requireUser } from '@/app/access'
import { loadEvent, templateOf } from '@/app/events'
import { PageHead } from '@/components/shell/page-head'
import { buttonClass } from '@/components/ui'
import { PlaceholderGuide } from '@/components/word-templates/placeholder-guide'
import { may } from '@/lib/report/access'
import { roleInEvent } from '@/server/accounts/visitor'

type Props = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('word'))('page.title') }
}

export default async function WordTemplatePage({ params }: Props) {
  const { event: id } = await params
  const event = await loadEvent(id)
  const visitor = await requireUser(`/events/${id}/word-template`)
  const role = (await roleInEvent(visitor, id)) ?? forbidden()
  if (!may(role, 'organise')) forbidden()
  const t = await getTranslations('word')
  const locale = await getLocale()
  return (
    <>
      <PageHead
        title={t('page.title')}
        back={{ href: `/events/${id}?part=settings`, label: event.name }}
        lead={t('page.lead')}
        actions={
          <a
            href={`/api/v1/events/${id}/templates/sample.docx?language=${locale}`}
            download="sample.docx"
            className={buttonClass('primary')}
          >
            {t('sample')}
          </a>
        }
      />
      <PlaceholderGuide template={templateOf(event)} language={locale} />
    </>
  )
}
