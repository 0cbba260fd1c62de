import { FileUp, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { requireUser } from '@/app/access'
import { bannerOf, loadEvent, organisersOf, sessionsFor, templateOf } from '@/app/events'
import { BookPanel } from '@/components/books/book-panel'
import { EventDates } from '@/components/events/event-dates'
import { EventForm } from '@/components/events/event-form'
import { EventSessions } from '@/components/events/event-sessions'
import { languageName, namedLanguages, OFFERED } from '@/components/events/language-names'
import { OrganiserList } from '@/components/events/organiser-list'
import { LinkMaker } from '@/components/links/link-maker'
import { PageHead } from '@/components/shell/page-head'
import { buttonClass, Tabs } from '@/components/ui'
import { WordTemplatePanel } from '@/components/word-templates/word-template-panel'
import { may } from '@/lib/report/access'
import { BUILT_IN } from '@/lib/report/templates'
import { roleInEvent } from '@/server/accounts/visitor'
import { instance } from '@/server/instance'
import { listWordTemplates } from '@/server/word-templates/list'

type Props = { params: Promise<{ event: string }>; searchParams: Promise<{ part?: string | string[] }> }

const PARTS = ['sessions', 'book', 'organisers', 'settings'] as const

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const event = await instance().store.events.byId((await params).event)
  return event ? { title: event.name } : {}
}

/** `?part=settings` opens at that part, for pages that lead back to it. */
export default async function EventPage({ params, searchParams }: Props) {
  const { event: id } = await params
  const event = await loadEvent(id)
  const visitor = await requireUser(`/events/${id}`)
  const role = (await roleInEvent(visitor, id)) ?? forbidden()
  const organises = may(role, 'organise')
  const t = await getTranslations('pages')
  const { part: asked } = await searchParams
  const banner = bannerOf(event)
  const listed = await sessionsFor(visitor, id)
  const sessions = <EventSessions event={id} organises={organises} sessions={listed} />
  const template = templateOf(event)
  const builtIn = Object.values(BUILT_IN).filter(({ name }) => name !== template.name)
  const { name, theme, startDate = null, endDate = null, languages } = event

  return (
    <>
      {banner && (
        // biome-ignore lint/performance/noImgElement: a private picture, which Next cannot optimise
        <img
          src={banner}
          alt=""
          className="-mt-4 mb-8 max-h-56 w-full rounded-card border border-line object-cover"
        />
      )}
      <PageHead
        title={name}
        back={{ href: '/', label: t('events.title') }}
        lead={
          <>
            {theme && <p>{theme}</p>}
            <p className="mt-1 text-sm empty:hidden">
              <EventDates start={startDate} end={endDate} />
            </p>
          </>
        }
        actions={
          organises && (
            <>
              <Link href={`/events/${id}/import`} className={buttonClass('secondary')}>
                <FileUp aria-hidden className="size-4" />
                {(await getTranslations('imports'))('action')}
              </Link>
              <Link href={`/events/${id}/sessions/new`} className={buttonClass('primary')}>
                <Plus aria-hidden className="size-4" />
                {t('event.newSession')}
              </Link>
            </>
          )
        }
      />
      {organises ? (
        <Tabs
          label={t('event.parts')}
          initial={PARTS.find((part) => part === asked)}
          tabs={[
            { id: 'sessions', label: t('event.sessions'), content: sessions },
            {
              id: 'book',
              label: (await getTranslations('books'))('tab'),
              content: <BookPanel event={id} sessions={listed} languages={await named(languages)} />,
            },
            {
              id: 'organisers',
              label: t('event.organisers'),
              content: (
                <section className="max-w-2xl">
                  <OrganiserList organisers={await organisersOf(id)} />
                  <h2 className="mt-10 font-semibold text-lg">{t('event.inviteOrganiser')}</h2>
                  <p className="mt-1 mb-5 text-ink-soft">{t('event.inviteOrganiserHint')}</p>
                  <LinkMaker path={`/events/${id}/links`} roles={['organiser']} />
                </section>
              ),
            },
            {
              id: 'settings',
              label: t('event.settings'),
              content: (
                <>
                  <EventForm
                    event={{ id, name, theme, startDate, endDate, languages, template, banner }}
                    templates={[template, ...builtIn]}
                    known={namedLanguages([...OFFERED, ...languages], await getLocale())}
                  />
                  <WordTemplatePanel event={id} templates={await listWordTemplates(event)} />
                </>
              ),
            },
          ]}
        />
      ) : (
        sessions
      )}
    </>
  )
}

/** In their own order: the main one first. */
async function named(languages: readonly string[]) {
  const locale = await getLocale()
  return languages.map((tag) => ({ tag, name: languageName(tag, locale) }))
}
