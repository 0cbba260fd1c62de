/*
 * Ours, as server/main.ts puts it together, but without pages: `ours.ts <data folder> [<milliseconds until a room that
 * nobody is in is let go>]`; with DATABASE_URL, a node there. Everybody comes in by a ticket, writers by an account's and readers by a guest's.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hashSecret, newSecret } from '@/server/accounts/secrets'
import { roleIn, ticketVisitor, visitorOfRequest, writeOrigin } from '@/server/accounts/visitor'
import { createBooks } from '@/server/books'
import { createChecker } from '@/server/check'
import { openData } from '@/server/cluster/open'
import { createRooms } from '@/server/collab/rooms'
import { createUpgrade } from '@/server/collab/upgrade'
import { readConfig } from '@/server/config'
import { createExporter } from '@/server/export'
import { createPictureStore } from '@/server/files'
import { homeOf, openBytes } from '@/server/files/homes'
import { createFront } from '@/server/http/front'
import { createMetrics } from '@/server/http/metrics'
import { createImporter } from '@/server/import'
import { setInstance } from '@/server/instance'
import { createJobs } from '@/server/jobs'
import { createMailer } from '@/server/mail'
import type { Session } from '@/server/store/store'
import { sharedClock } from '@/server/time'
import { createWordTemplates } from '@/server/word-templates'
import { answer } from '../../peers/control.mjs'
import { template } from '../load/documents'
import type { Doors, Wanted } from './under-test'

const HOUR_MS = 3_600_000
const [dataDir, idleMs] = process.argv.slice(2)

const { DATABASE_URL, REDIS_URL } = process.env
const settings = readConfig({
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  NODE_ENV: 'production',
  DATABASE_URL,
  REDIS_URL,
})
const metrics = createMetrics()
const committed = { commits: 0, entries: 0 }
const { config, store, bus } = await openData(settings, {
  ...metrics.commits,
  committed(entries, milliseconds) {
    committed.commits++
    committed.entries += entries
    metrics.commits.committed(entries, milliseconds)
  },
})
const rooms = createRooms({
  store,
  bus,
  clock: sharedClock,
  ...(idleMs !== undefined && { idleMs: Number(idleMs) }),
})
metrics.watchRooms(rooms)
const exporter = createExporter()
const importer = createImporter()
const checker = createChecker()
const home = homeOf(config)
const bytes = openBytes(home)
const files = createPictureStore({ bytes, store })
const jobs = createJobs({ store })
const books = await createBooks({ bytes, home, store, jobs })
const wordTemplates = createWordTemplates({ bytes, store })
const mailer = createMailer({ ...config, store, jobs })
setInstance({ config, store, rooms, exporter, importer, checker, jobs, books, files, wordTemplates, mailer })
const front = createFront({
  config,
  phase: () => ({ kind: 'running', pages: { handle: (_, response) => response.end(), upgrade: undefined } }),
  ping: store.ping,
  metrics,
  collab: createUpgrade({
    rooms,
    store,
    authenticate: visitorOfRequest,
    ticketVisitor,
    roleIn,
    origin: config.baseUrl,
  }),
  exchange: (_, response) => void response.writeHead(404).end(),
})
const server = createServer(front.request)
server.on('upgrade', front.upgrade)
await once(server.listen(0, config.host), 'listening')
const { port } = server.address() as AddressInfo

answer({
  port,
  rooms: () => rooms.stats().rooms,
  commits: () => committed,
  open: (wanted) => Promise.all((wanted as Wanted[]).map(openRoom)),
  async stop() {
    await rooms.close()
    server.closeAllConnections()
    await exporter.close()
    await bus?.close()
    await store.close()
  },
})

async function openRoom({ seed, writers, readers }: Wanted): Promise<Doors> {
  const event = await store.events.create({
    name: 'Forum',
    theme: '',
    startDate: undefined,
    endDate: undefined,
    languages: ['en'],
    template,
    banner: undefined,
    createdBy: 'bench',
  })
  const session = await store.sessions.create({
    event: event.id,
    template,
    state: 'draft',
    createdBy: 'bench',
    title: 'Measured',
  })
  await store.log.create({ room: session.id, user: 'bench', data: seed })
  const each = <T>(count: number, make: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)))
  return {
    envelope: undefined,
    writers: await each(writers, (index) => writerDoor(session, `Writer ${index}`)),
    readers: await each(readers, (index) => readerDoor(session, `Reader ${index}`)),
  }
}

async function writerDoor(session: Session, name: string): Promise<string> {
  const email = `${newSecret()}@example.org`
  const user = await store.users.create({ email, name, passwordHash: undefined, mayCreateEvents: false })
  const membership = { event: session.event, user: user.id, link: undefined }
  await store.memberships.create({
    ...membership,
    session: session.id,
    guestName: undefined,
    guestSecretHash: undefined,
    role: 'rapporteur',
  })
  const login = await store.logins.create(user.id, Date.now() + HOUR_MS)
  const label = writeOrigin({ kind: 'user', user, login: login.id })
  return door(session, { user: user.id, membership: undefined, label })
}

async function readerDoor(session: Session, guestName: string): Promise<string> {
  const membership = await store.memberships.create({
    event: session.event,
    session: session.id,
    user: undefined,
    guestName,
    guestSecretHash: hashSecret(newSecret()),
    link: undefined,
    role: 'reader',
  })
  const label = writeOrigin({ kind: 'guest', membership })
  return door(session, { user: undefined, membership: membership.id, label })
}

type Holder = { user: string | undefined; membership: string | undefined; label: string }

async function door(session: Session, holder: Holder): Promise<string> {
  const ticket = newSecret()
  await store.tokens.create({
    kind: 'ticket',
    secretHash: hashSecret(ticket),
    session: session.id,
    expiresAt: Date.now() + HOUR_MS,
    ...holder,
  })
  return `ws://127.0.0.1:${port}/collab/${session.id}?ticket=${ticket}&ack=1&schema=1`
}
