import type { IncomingMessage } from 'node:http'
import { SCHEMA } from '@/lib/report/document'
import type { Template } from '@/lib/report/template'
import { templateOf } from '../events/session-template'
import type { Store } from '../store/store'
import type { Channel } from './channel'
import type { Guest, Standing } from './member'
import { type RoleIn, standingOf, type Visitor } from './standing'

/** What deciding who may come in needs. */
export type Door = {
  store: Pick<Store, 'sessions' | 'logins' | 'users'>
  /** By cookie or bearer token (visitorOfRequest). */
  authenticate(request: IncomingMessage): Promise<Visitor | undefined>
  ticketVisitor(ticket: string, session: string): Promise<Visitor | undefined>
  roleIn: RoleIn
  /** Where whoever is let in goes; if it is known already. */
  rooms?: { looks(): number }
  /** The address of the instance (config.baseUrl); the Origin of a browser's request must be this one. */
  origin: string
}

/** A request that is not let in, as the plain HTTP answer that says so. */
export class Refusal extends Error {
  constructor(
    readonly status: 401 | 403 | 404,
    message: string,
  ) {
    super(message)
  }
}

/** Who was let in, and where. */
type Admission = {
  session: string
  template: Template
  /** The client knows an older shape of the document, and is to be told so by a close code. */
  isOutdated: boolean
  /** What the room is told of a client that comes by this channel. */
  guest(channel: Channel): Guest
}

/**
 * Decides about a request for `/collab/<session>`, before a byte of the document is read. Throws a Refusal: 401 for
 * nobody, 403 for who does not belong there or a foreign Origin, 404 for anything else.
 */
export async function admit(request: IncomingMessage, door: Door): Promise<Admission> {
  const [path, search] = (request.url ?? '').split('?', 2) as [string, string?]
  const query = new URLSearchParams(search)
  const id = /^\/collab\/([A-Za-z0-9_-]{1,64})$/.exec(path)?.[1]
  const session = id === undefined ? undefined : await door.store.sessions.byId(id)
  if (!session) throw new Refusal(404, 'There is no such session.')
  const ticket = query.get('ticket')
  if (!isOwnOrigin(request, door.origin)) throw new Refusal(403, 'This page belongs to another site.')
  if (!hasOrigin(request) && ticket === null && !hasToken(request))
    throw new Refusal(403, 'A request without an Origin needs a ticket.')
  const visitor =
    ticket !== null ? await door.ticketVisitor(ticket, session.id) : await door.authenticate(request)
  if (!visitor) throw new Refusal(401, 'Sign in, or join by your link, first.')
  const looks = door.rooms?.looks()
  const standing = await standingOf(visitor, session.id, door)
  if (standing.kind === 'out') {
    if (standing.code === 'signedOut') throw new Refusal(401, 'You signed out.')
    throw new Refusal(403, 'You do not have access to this session.')
  }
  return {
    session: session.id,
    template: templateOf(session),
    isOutdated: isOutdated(query.get('schema')),
    guest: (channel) => ({
      ...guestOf(channel, standing, query, () => standingOf(visitor, session.id, door)),
      looks,
    }),
  }
}

/**
 * Browsers send cookies to every page's requests, so a page of another site must not come in by them. A client that is
 * no browser sends no Origin; it has no cookies either, and must show a ticket or a bearer token.
 */
export function isOwnOrigin(request: IncomingMessage, own: string): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || origin === new URL(own).origin) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
}

const hasOrigin = ({ headers }: IncomingMessage) => headers.origin !== undefined
const hasToken = ({ headers }: IncomingMessage) => /^Bearer /i.test(headers.authorization ?? '')

/** Stock clients say nothing about the schema; ours do, and a server that knows `own` knows which are too old. */
export function isOutdated(schema: string | null, own = SCHEMA): boolean {
  return schema !== null && !(Number(schema) >= own)
}

function guestOf(
  channel: Channel,
  standing: Extract<Standing, { kind: 'in' }>,
  query: URLSearchParams,
  ask: () => Promise<Standing>,
): Guest {
  return { channel, standing, ask, acks: query.get('ack') === '1', epoch: query.get('epoch') ?? undefined }
}
