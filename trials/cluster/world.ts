import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Front, startFront } from '@/server/scratch/front'
import { type Postgres, startPostgres } from '@/server/scratch/postgres'
import { type Redis, startRedis } from '@/server/scratch/redis'
import { openPostgresStore } from '@/server/store'
import type { Store } from '@/server/store/store'
import { freePort } from '@/server/testing'
import { Network } from '../chaos/network'
import { ServerProcess } from '../chaos/server'
import type { Size } from './size'

/**
 * A node, its way to the others (through it go Redis, or what PostgreSQL carries from node to node), and its way to the
 * database.
 */
export type Node = { name: string; server: ServerProcess; bus: Network; database: Network }

/** Several nodes on one database, and one address for all of them. */
export type World = {
  size: Size
  nodes: Node[]
  /** Hands each request to the next node: no session is sticky. */
  front: Front
  url: string
  postgres: Postgres
  redis: Redis | undefined
  databaseUrl: string
  /** The database as a node sees it. */
  store: Store
  /** What is still to be done when the present fault is over. */
  afterwards: (() => void)[]
  /** One node more. It is not started, and nobody is led there. */
  addNode(name: string, settings?: Record<string, string>): Promise<Node>
  /** Ends everything; what no node should have said or done. */
  close(): Promise<string[]>
}

/** Whatever became of a fault: nothing of it is left for the next. */
export async function recover({ nodes, redis, postgres, afterwards }: World): Promise<void> {
  for (const act of afterwards.splice(0)) act()
  for (const shared of [postgres, redis]) {
    shared?.resume()
    // Mostly it runs already, and says so.
    await shared?.start().catch(() => {})
  }
  for (const { server, bus, database } of nodes) {
    bus.heal()
    database.heal()
    server.signal('SIGCONT')
    if (!server.isAlive) await server.start()
  }
}

const SECRET = 'a secret that all nodes of the trial share'
/** By these words a connection to PostgreSQL is known for one that carries messages between the nodes. */
const BUS_WORDS = ['listen rapporteur', 'pg_notify']

export async function openWorld(size: Size): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'rapporteur-cluster-'))
  const postgres = await startPostgres()
  const redis = size.bus === 'redis' ? await startRedis() : undefined
  const databaseUrl = await postgres.newDatabase()
  const frontPort = await freePort()
  const url = `http://127.0.0.1:${frontPort}`
  const all: Node[] = []

  async function addNode(name: string, settings: Record<string, string> = {}): Promise<Node> {
    const bus = redis ? await Network.to(redis.port) : await Network.to(postgres.port, BUS_WORDS)
    const database = await Network.to(redis ? postgres.port : bus.port)
    const server = await ServerProcess.on(join(folder, name), {
      DATABASE_URL: databaseUrl.replace(`:${postgres.port}/`, `:${database.port}/`),
      REDIS_URL: redis ? `redis://127.0.0.1:${bus.port}` : '',
      PUBLIC_URL: url,
      NEXTAUTH_SECRET: SECRET,
      TRUST_PROXY: '1',
      ...settings,
    })
    const node = { name, server, bus, database }
    all.push(node)
    return node
  }

  const nodes: Node[] = []
  // One after the other: the first one makes the tables and the first account.
  for (let number = 1; number <= size.nodes; number++) {
    const node = await addNode(`node ${number}`)
    await node.server.start()
    nodes.push(node)
  }
  const ports = nodes.map(({ server }) => server.port)
  const front = await startFront({ port: frontPort, host: '127.0.0.1', nodes: ports })
  const store = await openPostgresStore(databaseUrl)
  return {
    size,
    nodes,
    front,
    url,
    postgres,
    redis,
    databaseUrl,
    store,
    afterwards: [],
    addNode,
    async close() {
      const faults: string[] = []
      await front.close()
      await store.close()
      for (const { name, server, bus, database } of all) {
        server.signal('SIGCONT')
        if (!(await server.stop())) faults.push(`${name} had to be killed to stop`)
        faults.push(...server.unexpected.map((line) => `${name} said: ${line.trim()}`))
        await database.close()
        await bus.close()
      }
      await redis?.remove()
      await postgres.remove()
      rmSync(folder, { recursive: true, force: true })
      return faults
    },
  }
}
