import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClientOptions, WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Clock } from '@/lib/collab/clock'
import { type Message, readMessage, writeMessage } from '@/lib/collab/messages'
import type { Role } from '@/lib/report/access'
import { gsef2020 } from '@/lib/report/samples'
import { seedDocument } from '@/lib/report/seed'
import { openStore } from '../store'
import type { RoomLog, Session, Store } from '../store/store'
import type { Door } from './admit'
import { createExchange } from './exchange'
import type { Peers } from './relay'
import { createRooms, type Rooms, type RoomsOptions, type RoomWatch } from './rooms'
import { createUpgrade } from './upgrade'

/*
 * A real server on a free port with a real store, one session that holds the sample report, and people who come in
 * by tickets. Used by the tests of this folder.
 */

export const PEOPLE = { ana: 'rapporteur', ben: 'rapporteur', mona: 'moderator', rita: 'reader' } as const
export type Who = keyof typeof PEOPLE

export type Started = {
  port: number
  session: Session
  store: Awaited<ReturnType<typeof openStore>>
  rooms: Rooms
  /** The membership of each person */
  members: Record<Who, string>
  url(who: Who, more?: string): string
  /** The document as the disk has it. */
  onDisk(): Promise<Y.Doc>
  /** Approves the report as another process does that shares the database. */
  approve(): Promise<void>
  /** Stops it and starts another one on the same port and data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

type Options = {
  clock?: Clock
  idleMs?: number
  silenceMs?: number
  watch?: RoomWatch
  log?: (log: RoomLog) => RoomLog
}

export async function startServer({ log = (one) => one, ...times }: Options = {}): Promise<Started> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-collab-'))
  let store = await openStore(dataDir)
  const { session, members } = await seed(store)
  let running = await listenHere(0)
  const started: Started = {
    port: running.port,
    session,
    store,
    rooms: running.rooms,
    members,
    url: (who, more = '') => `ws://localhost:${started.port}/collab/${session.id}?ticket=${who}${more}`,
    async onDisk() {
      const { snapshot, updates } = await store.log.load(session.id)
      const doc = new Y.Doc()
      for (const update of [snapshot, ...updates]) if (update) Y.applyUpdate(doc, update)
      return doc
    },
    async approve() {
      await store.log.freeze(session.id, 60_000)
      await store.sessions.setState(session.id, 'draft', 'approved')
    },
    async restart() {
      await running.close()
      await store.close()
      store = await openStore(dataDir)
      running = await listenHere(started.port)
      Object.assign(started, { store, rooms: running.rooms })
    },
    async stop() {
      await running.close()
      await store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
  return started

  function listenHere(port: number) {
    return listen({ ...store, log: log(store.log) }, port, times)
  }
}

/** Makes the session and its people. */
export async function seed(store: Store): Promise<{ session: Session; members: Record<Who, string> }> {
  const event = await store.events.create({
    name: 'Forum',
    theme: '',
    startDate: undefined,
    endDate: undefined,
    languages: ['en'],
    template: gsef2020.template,
    banner: undefined,
    createdBy: 'nobody',
  })
  const { template } = gsef2020
  const session = await store.sessions.create({
    event: event.id,
    template,
    state: 'draft',
    createdBy: 'nobody',
    title: gsef2020.title,
  })
  const data = Y.encodeStateAsUpdate(seedDocument(gsef2020))
  await store.log.create({ room: session.id, user: 'nobody', data })
  const members = {} as Record<Who, string>
  for (const who of Object.keys(PEOPLE) as Who[]) {
    const membership = await store.memberships.create({
      event: event.id,
      session: session.id,
      user: undefined,
      guestName: who,
      guestSecretHash: `hash of ${who}`,
      link: undefined,
      role: PEOPLE[who],
    })
    members[who] = membership.id
  }
  return { session, members }
}

/** Lets them in on a port (0: a free one). */
export async function listen(
  store: Store,
  port: number,
  { peers, ...options }: Omit<RoomsOptions, 'store'> & { peers?: Peers },
) {
  const rooms = createRooms({ store, ...options })
  const byName = async (name: string | undefined) => {
    const membership =
      name === undefined ? undefined : await store.memberships.byGuestSecret(`hash of ${name}`)
    return membership && { kind: 'guest' as const, membership }
  }
  const door: Door = {
    store,
    ticketVisitor: byName,
    authenticate: (request) => byName(/who=(\w+)/.exec(request.headers.cookie ?? '')?.[1]),
    async roleIn(visitor) {
      if (visitor.kind !== 'guest') return undefined
      const row = await store.memberships.byId(visitor.membership.id)
      return row && row.endedAt === undefined ? { role: row.role as Role, membership: row.id } : undefined
    },
    origin: 'https://report.example.org',
  }
  const exchange = createExchange({ ...door, rooms, peers })
  const server = createServer((request, response) => {
    if (request.url === '/readyz') response.end()
    else exchange(request, response)
  })
  server.on('upgrade', createUpgrade({ ...door, rooms }))
  await new Promise<void>((resolve) => server.listen(port, resolve))
  return {
    rooms,
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      await rooms.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A stock y-websocket client, once it has everything. */
export async function joinStock(
  { port, session }: Pick<Started, 'port' | 'session'>,
  who: Who,
  doc = new Y.Doc(),
): Promise<WebsocketProvider> {
  const provider = new WebsocketProvider(`ws://localhost:${port}/collab`, session.id, doc, {
    params: { ticket: who },
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  return provider
}

/** A bare socket that sends what it is told to. */
export class Bare {
  readonly messages: Message[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #waiting = new Set<() => void>()

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.messages.push(readMessage(new Uint8Array(data)))
      for (const look of [...this.#waiting]) look()
    })
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
  }

  static async join(url: string, options: ClientOptions = {}): Promise<Bare> {
    const bare = new Bare(new WebSocket(url, options))
    await bare.heard('step1')
    return bare
  }

  send(message: Parameters<typeof writeMessage>[0]): void {
    this.socket.send(writeMessage(message))
  }

  /** The first message of a kind that fits, already here or yet to come. */
  heard<K extends Message['kind']>(
    kind: K,
    fits: (message: Extract<Message, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<Message, { kind: K }>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.messages.find(
          (message): message is Extract<Message, { kind: K }> =>
            message.kind === kind && fits(message as Extract<Message, { kind: K }>),
        )
        if (!found) return
        this.#waiting.delete(look)
        resolve(found)
      }
      this.#waiting.add(look)
      look()
    })
  }
}

/** Why an upgrade was refused, as HTTP; 101 if it was not. */
export function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers })
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('error', reject)
  })
}
