import { z } from 'zod'
import {
  Accepted,
  AcceptRequest,
  EventLinkRequest,
  Joined,
  JoinRequest,
  LinkInfo,
  LinkMade,
  LookedAt,
  LookRequest,
  PersonInfo,
  SessionLinkRequest,
} from '@/lib/api/schemas'
import { accept } from '../../accounts/accounts'
import { guestCookie, INVITATION_COOKIE, setCookie } from '../../accounts/cookies'
import { sendInvitation } from '../../accounts/invitation-mail'
import { joinByLink, type LinkOf, makeLink, openLink, revokeLink } from '../../accounts/links'
import { loginSetCookie } from '../../accounts/login'
import { peopleOf, removePerson } from '../../accounts/people'
import { nameOf, type Visitor, visitorOfRequest } from '../../accounts/visitor'
import { instance } from '../../instance'
import type { LetterTrouble } from '../../mail'
import { listSessions } from '../../reports'
import type { Link, Session } from '../../store/store'
import { endpoint } from '../endpoint'
import { notFound } from '../problem'

const GUEST_SECONDS = 30 * 24 * 60 * 60
const INVITATION_SECONDS = 30 * 60

export const links = [
  endpoint({
    method: 'GET',
    path: '/events/{event}/links',
    summary: 'The invitations of an event',
    access: { of: 'event', may: 'organise' },
    answer: { status: 200, schema: z.array(LinkInfo) },
    handle: async ({ event }) => {
      const all = await instance().store.links.ofEvent(event.id)
      return linkInfos(all.filter((link) => link.session === undefined))
    },
  }),
  endpoint({
    method: 'POST',
    path: '/events/{event}/links',
    summary: 'Invite an organiser',
    access: { of: 'event', may: 'organise' },
    body: EventLinkRequest,
    answer: { status: 201, schema: LinkMade },
    handle: ({ event, visitor, body }) => made({ event, session: undefined }, body, visitor),
  }),
  endpoint({
    method: 'DELETE',
    path: '/events/{event}/links/{link}',
    summary: 'Revoke an invitation, and what came by it',
    access: { of: 'event', may: 'organise' },
    answer: { status: 204 },
    handle: async ({ event, visitor, params }) => {
      const link = await instance().store.links.byId(params.link!)
      if (!link || link.event !== event.id) throw notFound('link', 'This event has no such link.')
      await revokeLink(link, nameOf(visitor).name)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/links',
    summary: 'The join links and invitations of a session',
    access: { of: 'session', may: 'invite' },
    answer: { status: 200, schema: z.array(LinkInfo) },
    handle: async ({ session }) => linkInfos(await instance().store.links.ofSession(session.id)),
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/links',
    summary: 'Make a join link (rapporteur, reader) or an invitation (moderator)',
    access: { of: 'session', may: 'invite' },
    body: SessionLinkRequest,
    answer: { status: 201, schema: LinkMade },
    handle: ({ event, session, visitor, body }) => made({ event, session }, body, visitor),
  }),
  endpoint({
    method: 'DELETE',
    path: '/sessions/{session}/links/{link}',
    summary: 'Revoke a link; whoever came by it is out at once',
    access: { of: 'session', may: 'invite' },
    answer: { status: 204 },
    handle: async ({ session, visitor, params }) => {
      const link = await instance().store.links.byId(params.link!)
      if (!link || link.session !== session.id) throw notFound('link', 'This session has no such link.')
      await revokeLink(link, nameOf(visitor).name)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/people',
    summary: 'Who belongs to a session',
    access: { of: 'session', may: 'invite' },
    answer: { status: 200, schema: z.array(PersonInfo) },
    handle: ({ session }) => peopleOf(session),
  }),
  endpoint({
    method: 'DELETE',
    path: '/sessions/{session}/people/{membership}',
    summary: 'Remove somebody from a session',
    access: { of: 'session', may: 'invite' },
    answer: { status: 204 },
    handle: ({ session, params, visitor }) => removePerson(session, params.membership!, nameOf(visitor).name),
  }),
  endpoint({
    method: 'POST',
    path: '/links/look',
    summary: 'What a link is for',
    access: { of: 'anyone' },
    body: LookRequest,
    answer: { status: 200, schema: LookedAt },
    handle: async ({ body, headers, request }) => {
      const link = await openLink(body.secret)
      // So that the invitation is still known after a sign-in at the organisation's own page.
      if (link.kind === 'invite')
        headers.append('set-cookie', cookie(INVITATION_COOKIE, body.secret, INVITATION_SECONDS))
      return lookAt(link, await visitorOfRequest(request, link.session))
    },
  }),
  endpoint({
    method: 'POST',
    path: '/links/join',
    summary: 'Join a session by a join link: as your account, or by a name and a cookie that the answer sets',
    access: { of: 'anyone' },
    body: JoinRequest,
    answer: { status: 201, schema: Joined },
    handle: async ({ body, headers, request }) => {
      const link = await openLink(body.secret, 'join')
      const visitor = await visitorOfRequest(request, link.session)
      const { session, cookie: secret } = await joinByLink(link, body.name, visitor)
      if (secret !== undefined)
        headers.append('set-cookie', cookie(guestCookie(session), secret, GUEST_SECONDS))
      return { session }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/links/accept',
    summary: 'Accept an invitation, with your account or a new one. Signs in.',
    access: { of: 'anyone' },
    body: AcceptRequest,
    answer: { status: 201, schema: Accepted },
    handle: async ({ body, visitor, address, headers }) => {
      const signedIn = visitor?.kind === 'user' ? visitor.user : undefined
      const { user, isNewLogin, ...where } = await accept(body.secret, body, signedIn, address)
      if (isNewLogin) headers.append('set-cookie', await loginSetCookie(user))
      headers.append('set-cookie', cookie(INVITATION_COOKIE, '', 0))
      return where
    },
  }),
]

async function made(
  of: LinkOf,
  wanted: z.output<typeof SessionLinkRequest> | z.output<typeof EventLinkRequest>,
  by: Visitor,
): Promise<z.output<typeof LinkMade>> {
  const { role, email, days } = wanted
  const { link, url } = await makeLink(of, { role, email, days }, by)
  const { id, expiresAt: until } = link
  const mailed =
    email !== undefined &&
    (await sendInvitation(email, of.event.languages, {
      link: id,
      url,
      role,
      by: nameOf(by).name,
      event: of.event.name,
      session: of.session ? await titleOf(of.session) : '',
      until,
    }))
  return { id, url, role, expiresAt: until, mailed }
}

async function titleOf({ id, event }: Pick<Session, 'id' | 'event'>): Promise<string> {
  return (await listSessions(event)).find((session) => session.id === id)?.title ?? ''
}

async function linkInfos(links: Link[]): Promise<z.output<typeof LinkInfo>[]> {
  const mailed = links.filter(({ email }) => email !== undefined).map(({ id }) => id)
  const troubles = await instance().mailer.troubles(mailed)
  return links.flatMap((link) => linkInfo(link, troubles.get(link.id)))
}

function linkInfo(link: Link, trouble: LetterTrouble | undefined): z.output<typeof LinkInfo>[] {
  const { id, kind, role, email, createdAt, expiresAt, revokedAt, usedAt } = link
  if (kind === 'setup') return []
  return [
    {
      id,
      kind,
      role,
      email: email ?? null,
      createdAt,
      expiresAt,
      revokedAt: revokedAt ?? null,
      usedAt: usedAt ?? null,
      mail: trouble ?? null,
    },
  ]
}

async function lookAt(link: Link, visitor: Visitor | undefined): Promise<z.output<typeof LookedAt>> {
  const { store } = instance()
  const event = link.event === undefined ? undefined : await store.events.byId(link.event)
  const session =
    event && link.session !== undefined
      ? { id: link.session, title: await titleOf({ id: link.session, event: event.id }) }
      : undefined
  return {
    kind: link.kind,
    role: link.role,
    ...(event ? { event: { id: event.id, name: event.name } } : {}),
    ...(session ? { session } : {}),
    ...(link.email === undefined ? {} : { email: link.email }),
    ...(visitor ? { you: { kind: visitor.kind, name: nameOf(visitor).name } } : {}),
  }
}

function cookie(name: string, value: string, seconds: number): string {
  return setCookie(name, value, seconds, instance().config.baseUrl)
}
