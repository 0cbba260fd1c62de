import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@/server/testing'
import { until } from './waiting'

const ROOT = join(import.meta.dirname, '..', '..')
const STARTING_MS = 60_000
const STOPPING_MS = 20_000
const KEPT_LINES = 60

export const ADMIN = { email: 'olga@example.org', password: 'long enough for her' }

/** The built server in a process of its own, on one port and data folder for all its lives. */
export class ServerProcess {
  #child: ChildProcess | undefined
  #output: string[] = []

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    /** What it reads from its environment beyond the usual; from the next start on. */
    public settings: Record<string, string>,
  ) {
    // A trial that fails leaves no server behind.
    process.once('exit', () => this.#child?.kill('SIGKILL'))
  }

  static async on(dataDir: string, settings: Record<string, string> = {}): Promise<ServerProcess> {
    if (!existsSync(join(ROOT, '.next', 'BUILD_ID')))
      throw new Error('The pages are not built: npm start builds them, and so does npm run chaos.')
    return new ServerProcess(dataDir, await freePort(), settings)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** What it printed last. */
  get output(): string {
    return this.#output.join('')
  }

  /** What no process should ever say: a rejection that nobody caught. */
  get unexpected(): string[] {
    return this.#output.filter((line) => line.includes('Unexpected:'))
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Begins to start it. */
  spawn(): void {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(this.port),
        PUBLIC_URL: this.url,
        DATA_DIR: this.dataDir,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const hear = (bytes: Buffer) => {
      this.#output.push(bytes.toString())
      if (this.#output.length > KEPT_LINES) this.#output.shift()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    this.#child = child
  }

  /** Starts it; how many milliseconds until it said that it was ready. Throws if it ends, or never is. */
  async start(): Promise<number> {
    this.spawn()
    return this.ready()
  }

  async ready(): Promise<number> {
    const took = await until(
      async () => {
        if (!this.isAlive) throw new Error(`The server ended while it started:\n${this.output}`)
        return (await this.readiness())?.status === 200
      },
      STARTING_MS,
      25,
    )
    if (took === undefined) throw new Error(`The server is not ready after a minute:\n${this.output}`)
    return took
  }

  /** What /readyz says; undefined if nobody answers. */
  async readiness(): Promise<{ status: number; store: string } | undefined> {
    try {
      const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) })
      return { status: response.status, ...((await response.json()) as { store: string }) }
    } catch {
      return undefined
    }
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(name)
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Asks it to stop; says whether it did so by itself. */
  async stop(): Promise<boolean> {
    const child = this.#child
    const late = setTimeout(() => child?.kill('SIGKILL'), STOPPING_MS)
    await this.#end('SIGTERM')
    clearTimeout(late)
    return child?.signalCode !== 'SIGKILL'
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.#child || !this.isAlive) return
    const gone = once(this.#child, 'exit')
    this.#child.kill(signal)
    await gone
  }
}
