import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../load/commands'
import { Child } from './child'

export const SERVERS = ['ours', 'hocuspocus-sqlite', 'hocuspocus-memory', 'y-websocket', 'relay'] as const
export type ServerName = (typeof SERVERS)[number]
/** Those and what bench:cluster starts several of. */
export type ProgramName = ServerName | 'hocuspocus-redis'

/** A room to be opened: what it holds, and how many may come. */
export type Wanted = { name: string; seed: Uint8Array; writers: number; readers: number }
/** The addresses by which each of them comes in. */
export type Doors = { envelope: string | undefined; writers: string[]; readers: string[] }

/** Where nodes keep what they share. */
export type Shared = { DATABASE_URL?: string; REDIS_URL?: string }
export type Commits = { commits: number; entries: number }
export type Memory = { held: number; rss: number }

const HERE = import.meta.dirname
const PEERS = join(HERE, '../../peers')

type Program = { file: string; node: string[]; storage: 'disk' | 'none' }

const PROGRAMS: Record<ProgramName, Program> = {
  ours: { file: join(HERE, 'ours.ts'), node: ['--import', 'tsx'], storage: 'disk' },
  'hocuspocus-sqlite': { file: join(PEERS, 'hocuspocus.mjs'), node: [], storage: 'disk' },
  'hocuspocus-memory': { file: join(PEERS, 'hocuspocus.mjs'), node: [], storage: 'none' },
  'y-websocket': { file: join(PEERS, 'y-websocket.mjs'), node: [], storage: 'none' },
  relay: { file: join(PEERS, 'relay.mjs'), node: [], storage: 'none' },
  'hocuspocus-redis': { file: join(PEERS, 'hocuspocus-redis.mjs'), node: [], storage: 'none' },
}

/** Whether a document outlives the server's process. */
export function keepsDocuments(name: ServerName): boolean {
  return PROGRAMS[name].storage === 'disk'
}

/** It is calm when it uses less than a tenth of a core. */
const LOOK_MS = 100
const CALM_MICROSECONDS = 10_000

/** A server in a process of its own. */
export class UnderTest {
  private constructor(
    readonly name: ProgramName,
    readonly port: number,
    private readonly child: Child,
  ) {}

  /**
   * Starts it on a free port of the loopback, with its data in `folder`, or where `shared` says (DATABASE_URL, REDIS_URL);
   * `options` are its further arguments.
   */
  static async start(
    name: ProgramName,
    folder: string,
    options: string[] = [],
    shared: Shared = {},
  ): Promise<UnderTest> {
    const { file, node, storage } = PROGRAMS[name]
    const dataDir = join(folder, name)
    mkdirSync(dataDir, { recursive: true })
    const { child, said: port } = await Child.start<number>(name, file, {
      args: storage === 'disk' ? [dataDir, ...options] : [],
      node: ['--expose-gc', ...node],
      // Whatever the environment names here is not ours to fill.
      env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: '', REDIS_URL: '', ...shared },
    })
    return new UnderTest(name, port, child)
  }

  /** Prepares rooms; those of ours hold their document already, the others' have to be brought it (rooms.ts). */
  async open(wanted: Wanted[]): Promise<Doors[]> {
    if (this.name === 'ours') return this.child.ask('open', wanted)
    return wanted.map(({ name, writers, readers }) => {
      const url = `ws://127.0.0.1:${this.port}/${name}`
      return {
        envelope: this.name.startsWith('hocuspocus') ? name : undefined,
        writers: Array<string>(writers).fill(url),
        readers: Array<string>(readers).fill(url),
      }
    })
  }

  /** The processor time it has used so far, in microseconds. */
  cpu(): Promise<number> {
    return this.child.ask('cpu')
  }

  /** The commits of its log since the start, and the entries that they held; ours only. */
  commits(): Promise<Commits> {
    return this.child.ask('commits')
  }

  /** What it holds after collecting garbage, in bytes. */
  memory(): Promise<Memory> {
    return this.child.ask('memory')
  }

  /** How many rooms it has loaded. */
  rooms(): Promise<number> {
    return this.child.ask('rooms')
  }

  /** Waits until it has worked off what it was sent, but no longer than this; whether it has. */
  async calmsDown(withinMs: number): Promise<boolean> {
    for (const start = performance.now(); performance.now() - start < withinMs; ) {
      const before = await this.cpu()
      await sleep(LOOK_MS)
      if ((await this.cpu()) - before < CALM_MICROSECONDS) return true
    }
    return false
  }

  async startProfile(): Promise<void> {
    await this.child.ask('profile')
  }

  async writeProfile(file: string): Promise<void> {
    await this.child.ask('profile', file)
  }

  /** Stops it as its manual says, so that what it stores is stored. */
  stop(): Promise<void> {
    return this.child.stop()
  }

  kill(): void {
    this.child.kill()
  }
}
