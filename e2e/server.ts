import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/server/testing'

const ROOT = join(import.meta.dirname, '..')

export type Server = {
  url: string
  /** The one-time link of the first start; undefined if the server has accounts. */
  setupUrl: string | undefined
  /** Ends the process as a crash does (SIGKILL), and starts it anew on the same data and port. */
  crash(): Promise<void>
  /** Ends it (SIGTERM), and removes its data. */
  stop(): Promise<void>
}

/**
 * A real server process in production mode, with the built pages and a data folder of its own, on a free port if none
 * is chosen.
 */
export async function startServer(env: Record<string, string> = {}, chosen?: number): Promise<Server> {
  if (!existsSync(join(ROOT, '.next', 'BUILD_ID')))
    throw new Error('The pages are not built: npm test builds them, and so does npm start.')
  const dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-e2e-'))
  const port = chosen ?? (await freePort())
  let { child, output } = await launch({ PORT: String(port), DATA_DIR: dataDir, ...env })
  return {
    url: `http://localhost:${port}`,
    setupUrl: output.match(/http\S+\/setup#\S+/)?.[0],
    async crash() {
      await end(child, 'SIGKILL')
      ;({ child, output } = await launch({ PORT: String(port), DATA_DIR: dataDir, ...env }))
    },
    async stop() {
      await end(child, 'SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function launch(env: Record<string, string>): Promise<{ child: ChildProcess; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  return new Promise((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      output += bytes
      if (/is ready at/.test(output)) resolve({ child, output })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => reject(new Error(`The server ended (${code}):\n${output}`)))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
