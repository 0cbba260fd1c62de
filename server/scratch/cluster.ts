import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../testing'
import type { ClusterOptions } from './cluster-options'
import { startFront } from './front'
import { type ScratchNode, scratchNode } from './node'
import type { Environment } from './process'
import { sharedBus, sharedDatabase } from './shared'

export type Cluster = {
  /** The address people open: PUBLIC_URL if that is set, else the front's. */
  url: string
  /** Where the one address for all nodes listens. */
  front: string
  nodes: ScratchNode[]
  /** What the nodes share, in words. */
  database: string
  bus: string
  /** The link by which the first account is made, if there is none. */
  setup: string | undefined
  /** Ends the nodes, then what they share; scratch folders go. */
  stop(): Promise<void>
}

const AGAIN_MS = 1000
const TRIES = 3

/**
 * Starts what the nodes share, the nodes, and the one address for them. `say` gets what the nodes write, and what
 * happens to them. If something cannot be started the rest is ended again, and it throws what that said.
 */
export async function startCluster(
  given: ClusterOptions,
  env: Environment,
  say: (line: string) => void,
): Promise<Cluster> {
  const options = { ...given, folder: given.folder === undefined ? undefined : resolve(given.folder) }
  let life: 'running' | 'ending' = 'running'
  const parts: (() => Promise<unknown>)[] = []
  async function stop() {
    life = 'ending'
    // What was started last ends first.
    while (parts.length > 0) await parts.pop()!()
  }

  /** A node that ended though nobody asked it to. */
  async function mind(name: string, start: () => Promise<void>) {
    for (let tried = 0; options.ended === 'start again' && tried < TRIES; tried++) {
      await wait(AGAIN_MS)
      if (life === 'ending') return
      say(`${name} is started again`)
      try {
        return await start()
      } catch (error) {
        if (life === 'running') say(`${name}: ${(error as Error).message}`)
      }
    }
    say(`${name} stays ended`)
  }

  try {
    if (options.folder !== undefined) mkdirSync(options.folder, { recursive: true })
    const database = await sharedDatabase(options, env)
    parts.push(database.stop)
    const bus = await sharedBus(options, env)
    parts.push(bus.stop)
    const [port, ...ports] = await portsOf(options)
    const at = `http://127.0.0.1:${port}`
    const url = env.PUBLIC_URL || at
    const settings = {
      DATABASE_URL: database.url,
      REDIS_URL: bus.url,
      PUBLIC_URL: url,
      // The front says who asks.
      TRUST_PROXY: '1',
    }
    // Before the nodes: a port that is taken is said at once.
    const front = await startFront({ port: port!, host: env.HOST || '127.0.0.1', nodes: ports })
    parts.push(front.close)
    let setup: string | undefined
    const nodes: ScratchNode[] = []
    parts.push(() => Promise.all(nodes.map((node) => node.remove())))
    for (const [index, ownPort] of ports.entries()) {
      const name = `node ${index + 1}`
      let state: 'starting' | 'ready' = 'starting'
      const node = scratchNode({
        name,
        port: ownPort,
        folder: options.folder === undefined ? undefined : join(options.folder, `node-${index + 1}`),
        env: { ...env, ...settings },
        hear(line) {
          setup = /https?:\S+\/setup#\S+/.exec(line)?.[0] ?? setup
          if (line.trim() !== '') say(`${name} │ ${line}`)
        },
        ended(signal) {
          if (life === 'ending' || state === 'starting') return
          say(`${name} ended${signal ? ` by ${signal}` : ''}`)
          void mind(name, start)
        },
      })
      async function start() {
        state = 'starting'
        await node.start()
        state = 'ready'
        say(`${name} is ready at ${node.url}, process ${node.pid}`)
      }
      nodes.push(node)
      // One after the other: the first one makes the tables and the first account.
      await start()
    }
    return { url, front: at, nodes, database: database.words, bus: bus.words, setup, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The port of the front, then the nodes'. */
async function portsOf({ port, nodes }: ClusterOptions): Promise<number[]> {
  if (port !== undefined) return Array.from({ length: nodes + 1 }, (_, index) => port + index)
  const ports = new Set<number>()
  while (ports.size <= nodes) ports.add(await freePort())
  return [...ports]
}
