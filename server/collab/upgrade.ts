import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCode, closeSentence } from '@/lib/collab/close-codes'
import { SCHEMA } from '@/lib/report/document'
import { Template } from '@/lib/report/template'
import type { Store } from '../store/store'
import { FRAME_BYTES } from './limits'
import type { Standing } from './member'
import type { Rooms } from './rooms'
import { type RoleIn, standingOf, type Visitor } from './standing'

export type UpgradeOptions = {
  rooms: Rooms
  store: Pick<Store, 'sessions' | 'logins' | 'users'>
  /** By cookie or bearer token (visitorOfRequest). */
  authenticate(request: IncomingMessage): Promise<Visitor | undefined>
  ticketVisitor(ticket: string, session: string): Promise<Visitor | undefined>
  roleIn: RoleIn
  /** The address of the instance (config.baseUrl); the Origin of a browser's request must be this one. */
  origin: string
}

export type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** A request that is not let in, as the plain HTTP answer that says so. */
class Refusal extends Error {
  constructor(
    readonly status: string,
    message: string,
  ) {
    super(message)
  }
}

/**
 * Makes the handler of `/collab/<session>` upgrades. Who may come in is decided here, before a byte of the document
 * is read: 401 for nobody, 403 for who does not belong there or a foreign Origin, 404 for anything else.
 */
export function createUpgrade(options: UpgradeOptions): HandleUpgrade {
  // A frame over our own limit is to be answered with our own code, so ws may let a little more through.
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: 2 * FRAME_BYTES,
  })

  return (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    admit(request, options).then(
      ({ session, template, visitor, standing, query }) => {
        if (socket.destroyed) return
        server.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
          if (isOutdated(query.get('schema'))) {
            webSocket.on('error', () => {})
            return webSocket.close(closeCode('outdatedSchema'), closeSentence('outdatedSchema'))
          }
          void options.rooms.join(session, template, {
            socket: webSocket,
            wire: socket,
            standing,
            ask: () => standingOf(visitor, session, options),
            acks: query.get('ack') === '1',
          })
        })
      },
      (error) => refuse(socket, error),
    )
  }
}

type Admission = {
  session: string
  template: Template
  visitor: Visitor
  standing: Extract<Standing, { kind: 'in' }>
  query: URLSearchParams
}

async function admit(request: IncomingMessage, options: UpgradeOptions): Promise<Admission> {
  const [path, search] = (request.url ?? '').split('?', 2) as [string, string?]
  const query = new URLSearchParams(search)
  const id = /^\/collab\/([A-Za-z0-9_-]{1,64})$/.exec(path)?.[1]
  const session = id === undefined ? undefined : await options.store.sessions.byId(id)
  if (!session) throw new Refusal('404 Not Found', 'There is no such session.')
  const ticket = query.get('ticket')
  checkOrigin(request, ticket !== null, options.origin)
  const visitor =
    ticket !== null ? await options.ticketVisitor(ticket, session.id) : await options.authenticate(request)
  if (!visitor) throw new Refusal('401 Unauthorized', 'Sign in, or join by your link, first.')
  const standing = await standingOf(visitor, session.id, options)
  if (standing.kind === 'out') {
    if (standing.code === 'signedOut') throw new Refusal('401 Unauthorized', 'You signed out.')
    throw new Refusal('403 Forbidden', 'You do not have access to this session.')
  }
  return { session: session.id, template: Template.parse(session.template), visitor, standing, query }
}

/**
 * Browsers send cookies to every page's sockets, so a page of another site must not open one. A client that is no
 * browser sends no Origin; it has no cookies either, and must show a ticket or a bearer token.
 */
function checkOrigin(request: IncomingMessage, hasTicket: boolean, own: string): void {
  const { origin, host, authorization } = request.headers
  if (origin === undefined) {
    if (hasTicket || /^Bearer /i.test(authorization ?? '')) return
    throw new Refusal('403 Forbidden', 'A request without an Origin needs a ticket.')
  }
  const isOwn =
    origin === new URL(own).origin ||
    (URL.canParse(origin) && host !== undefined && new URL(origin).host === host)
  if (!isOwn) throw new Refusal('403 Forbidden', 'This page belongs to another site.')
}

/** Stock clients say nothing about the schema; ours do, and the server knows which are too old. */
function isOutdated(schema: string | null): boolean {
  return schema !== null && !(Number(schema) >= SCHEMA)
}

function refuse(socket: Duplex, error: unknown): void {
  if (!(error instanceof Refusal)) console.error('A socket could not be decided upon:', error)
  const { status, message } =
    error instanceof Refusal
      ? error
      : { status: '500 Internal Server Error', message: 'Something went wrong. Try again.' }
  const body = `${message}\n`
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
