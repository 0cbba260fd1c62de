import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, removeFolder } from './folder'
import { type Environment, ServerProcess } from './process'

const ROOT = join(import.meta.dirname, '..', '..')

export type NodeOptions = {
  name: string
  port: number
  /** Its DATA_DIR; else a scratch folder that goes with it. */
  folder: string | undefined
  /** What it reads, beside the environment of this process: DATABASE_URL and so on. */
  env: Environment
  hear: (line: string) => void
  ended: (signal: NodeJS.Signals | null) => void
}

/** A node: the built server as a process of its own, on 127.0.0.1. */
export type ScratchNode = {
  url: string
  pid: number | undefined
  start(): Promise<void>
  stop(): Promise<void>
  /** Ends it and removes its folder if that was a scratch one. */
  remove(): Promise<void>
}

/** A node that `start` starts; it is there when /readyz says so. Throws if the pages are not built. */
export function scratchNode({ name, port, folder: given, env, hear, ended }: NodeOptions): ScratchNode {
  if (!existsSync(join(ROOT, '.next', 'BUILD_ID')))
    throw new Error('The pages are not built: npm start and npm run cluster build them.')
  const folder = makeFolder('node', given, undefined)
  const url = `http://127.0.0.1:${port}`
  const server = new ServerProcess({
    name,
    command: process.execPath,
    args: ['--import', 'tsx', 'server/main.ts'],
    folder,
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: folder.path,
    },
    hear,
    ended,
    answers: async () => (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok,
    end: 'TERM',
  })
  return {
    url,
    get pid() {
      return server.pid
    },
    start: () => server.start(),
    stop: () => server.stop('SIGTERM'),
    async remove() {
      await server.stop('SIGTERM')
      if (folder.kind === 'scratch') removeFolder(folder)
    },
  }
}
