import type { Metadata } from 'next'
import { forbidden, notFound, redirect } from 'next/navigation'
import { currentVisitor, signInAt } from '@/app/access'
import { templateOf } from '@/app/events'
import { nameOf, roleIn } from '@/server/accounts/visitor'
import { instance } from '@/server/instance'
import { wordTemplateInForce } from '@/server/word-templates/list'
import { Editor } from './editor'

type Props = { params: Promise<{ session: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { session: id } = await params
  const { sessions } = instance().store
  const session = await sessions.byId(id)
  const rows = session ? await sessions.ofEvent(session.event) : []
  const title = rows.find((row) => row.id === id)?.title
  return title ? { title } : {}
}

export default async function SessionPage({ params }: Props) {
  const { session: id } = await params
  const { sessions, events } = instance().store
  const session = (await sessions.byId(id)) ?? notFound()
  const event = (await events.byId(session.event)) ?? notFound()
  const visitor = (await currentVisitor(id)) ?? redirect(signInAt(`/sessions/${id}`))
  const { role } = (await roleIn(visitor, session)) ?? forbidden()
  const approval = session.state === 'approved' ? await instance().store.approvals.latest(id) : undefined
  const wordTemplate = await wordTemplateInForce(event.id)
  return (
    <Editor
      session={{
        id,
        event: {
          id: event.id,
          name: event.name,
          startDate: event.startDate ?? null,
          endDate: event.endDate ?? null,
        },
        template: templateOf(session),
        state: session.state,
        role,
        me: nameOf(visitor),
        languages: event.languages,
        ...(wordTemplate && { wordTemplate }),
        ...(approval && {
          approval: {
            byName: approval.byName,
            at: approval.at,
            seq: approval.seq,
            sha256: approval.sha256,
          },
        }),
      }}
    />
  )
}
