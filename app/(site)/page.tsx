import { Plus } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { EventCard } from '@/components/events/event-card'
import { PageHead } from '@/components/shell/page-head'
import { StartPage } from '@/components/shell/start-page'
import { buttonClass, EmptyState } from '@/components/ui'
import { instance } from '@/server/instance'
import { currentVisitor } from '../access'
import { bannerOf, sessionsFor } from '../events'

export default async function Start() {
  const { store, config } = instance()
  const visitor = await currentVisitor()
  if (visitor?.kind !== 'user')
    return <StartPage claimed={(await store.users.count()) > 0} oidc={config.oidc?.name} />

  const t = await getTranslations('pages.events')
  const events = await Promise.all(
    (await store.events.ofUser(visitor.user.id)).map(async (event) => ({
      ...event,
      banner: bannerOf(event),
      sessions: await sessionsFor(visitor, event.id),
    })),
  )
  const create = visitor.user.mayCreateEvents && (
    <Link href="/events/new" className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t('new')}
    </Link>
  )
  return (
    <>
      <PageHead title={t('title')} actions={events.length > 0 && create} />
      {events.length === 0 ? (
        <EmptyState title={t('none')} action={create}>
          {visitor.user.mayCreateEvents ? t('noneOrganiser') : t('noneOther')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          {events.map((event) => (
            <EventCard key={event.id} event={event} />
          ))}
        </div>
      )}
    </>
  )
}
