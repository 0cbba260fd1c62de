import type { Metadata } from 'next'
import { forbidden, notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { currentVisitor, signInAt, viewerOf } from '@/app/access'
import { HistoryView } from '@/components/history/history-view'
import { PageHead } from '@/components/shell/page-head'
import { SiteFrame } from '@/components/shell/site-frame'
import { may } from '@/lib/report/access'
import { roleIn } from '@/server/accounts/visitor'
import { instance } from '@/server/instance'

type Props = { params: Promise<{ session: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.history'))('metaTitle') }
}

export default async function HistoryPage({ params }: Props) {
  const { session: id } = await params
  const { sessions } = instance().store
  const session = (await sessions.byId(id)) ?? notFound()
  const visitor = (await currentVisitor(id)) ?? redirect(signInAt(`/sessions/${id}/history`))
  const { role } = (await roleIn(visitor, session)) ?? forbidden()
  const t = await getTranslations('pages')
  const title = (await sessions.ofEvent(session.event)).find((row) => row.id === id)?.title
  const mayRestore = may(role, 'restore', session.state)
    ? 'yes'
    : may(role, 'restore')
      ? 'reopen-first'
      : 'no'
  return (
    <SiteFrame viewer={viewerOf(visitor)}>
      <PageHead
        title={t('history.title')}
        back={{ href: `/sessions/${id}`, label: t('history.back') }}
        lead={
          <>
            <p className="break-words font-medium text-ink">{title || t('untitled')}</p>
            <p className="mt-1">{t('history.lead')}</p>
          </>
        }
      />
      <HistoryView session={id} mayRestore={mayRestore} />
    </SiteFrame>
  )
}
