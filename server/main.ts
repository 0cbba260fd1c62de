/*
 * The process: environment → store → rooms → Next → listen → graceful stop. The only file with side effects.
 */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, Server } from 'node:http'
import { join, resolve } from 'node:path'
import { firstRun } from './accounts/first-run'
import { roleIn, ticketVisitor, visitorOfRequest } from './accounts/visitor'
import { createBooks } from './books'
import { createChecker } from './check'
import { openAsker } from './cluster/ask'
import { openData } from './cluster/open'
import { createExchange } from './collab/exchange'
import { createRooms } from './collab/rooms'
import { createUpgrade } from './collab/upgrade'
import { type Config, readConfig } from './config'
import { createExporter } from './export'
import { createPictureStore } from './files'
import { homeOf, openBytes } from './files/homes'
import { watchConnections } from './http/ending'
import { createFront, type Pages, type Phase } from './http/front'
import { createMetrics } from './http/metrics'
import { createImporter } from './import'
import { setInstance } from './instance'
import { createJobs } from './jobs'
import { offerUpkeep } from './jobs/upkeep'
import { createMailer } from './mail'
import { startFailure } from './start-failure'
import { sharedClock } from './time'
import { createWordTemplates } from './word-templates'

/** How long requests under way may take when the process is asked to stop. */
const GRACE_MS = 5000
/** How long stopping may take in all, also of a server that never came to be ready. */
const LONGEST_STOP_MS = 30_000
const ROOT = join(import.meta.dirname, '..')

async function start() {
  const metrics = createMetrics()
  const { store, config, node, bus } = await openData(readConfig(process.env), {
    ...metrics.commits,
    failed(error) {
      metrics.commits.failed(error)
      console.error('The log cannot be written; trying again:', (error as Error).message)
    },
  })
  const rooms = createRooms({ store, bus, clock: sharedClock, watch: metrics.rooms })
  metrics.watchRooms(rooms)
  metrics.watchLog(store)
  if (bus) metrics.watchBus(bus)
  const exporter = createExporter()
  const importer = createImporter()
  const checker = createChecker()
  const home = homeOf(config)
  const bytes = openBytes(home)
  await bytes.check()
  const files = createPictureStore({ bytes, store })
  const jobs = createJobs({ store, watch: metrics.jobs })
  await offerUpkeep(jobs, { store, files })
  const books = await createBooks({ bytes, home, store, jobs })
  const wordTemplates = createWordTemplates({ bytes, store })
  const mailer = createMailer({ ...config, store, jobs })
  setInstance({
    config,
    store,
    rooms,
    exporter,
    importer,
    checker,
    jobs,
    books,
    files,
    wordTemplates,
    mailer,
  })

  let phase: Phase = { kind: 'starting' }
  const door = {
    rooms,
    store,
    authenticate: visitorOfRequest,
    ticketVisitor,
    roleIn,
    origin: config.baseUrl,
  }
  const asker = bus && (await openAsker({ bus, node, watch: metrics.questions }))
  const front = createFront({
    config,
    phase: () => phase,
    ping: store.ping,
    metrics,
    collab: createUpgrade(door),
    exchange: createExchange({ ...door, peers: asker && { asker, secret: config.secret } }),
  })
  const server = createServer(front.request)
  server.on('upgrade', front.upgrade)
  const connections = watchConnections(server)
  server.listen(config.port, config.host)
  await once(server, 'listening')

  const pages = await preparePages(config)
  const first = await firstRun({ config, store })
  phase = { kind: 'running', pages }
  // Not before: a server that cannot start must not take work with it.
  jobs.start()
  if (first.kind === 'setup')
    console.log(`\nNobody has an account here yet. Make the first one with this link:\n\n  ${first.url}\n`)
  if (first.kind === 'admin') console.log(`Made the account of ${first.email}.`)
  console.log(`Rapporteur is ready at ${config.baseUrl}`)

  return async function stop() {
    phase = { kind: 'stopping' }
    const ended = connections.end(GRACE_MS)
    // Whose channel is elsewhere would keep a request open here.
    await Promise.all([jobs.close(), rooms.close().then(() => asker?.close())])
    await ended
    await exporter.close()
    await importer.close()
    await checker.close()
    await wordTemplates.close()
    await bytes.close()
    await bus?.close()
    await store.close()
  }
}

/** Next, without a way to the real server: it would take every upgrade for itself, and end our sockets. */
async function preparePages(config: Config): Promise<Pages> {
  const { default: next } = await import('next')
  // Next listens to it for hot reload from its first request on; its getUpgradeHandler() answers nothing.
  const dummy = new Server()
  const app = next({
    dev: config.mode === 'development',
    dir: ROOT,
    httpServer: dummy,
    port: config.port,
  })
  await app.prepare()
  return {
    handle: app.getRequestHandler(),
    upgrade:
      config.mode === 'development'
        ? (request, socket, head) => void (dummy.emit('upgrade', request, socket, head) || socket.destroy())
        : undefined,
  }
}

if (existsSync('.env')) process.loadEnvFile('.env')
// libraries choose their production build by it
Object.assign(process.env, {
  NODE_ENV: process.env.NODE_ENV === 'development' ? 'development' : 'production',
})

const started = start().catch((error) => {
  console.error(
    startFailure(error, {
      port: process.env.PORT || '3000',
      dataDir: resolve(process.env.DATA_DIR || 'data'),
      databaseUrl: process.env.DATABASE_URL,
    }),
  )
  process.exit(1)
})
process.on('unhandledRejection', (error) => console.error('Unexpected:', error))

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(signal, async () => {
    // Ctrl-C arrives more than once: from the terminal, and through npm and the launcher. Stopping takes seconds at most.
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref()
    try {
      await (await started)()
      process.exit(0)
    } catch (error) {
      console.error('Could not stop cleanly:', error)
      process.exit(1)
    }
  })
