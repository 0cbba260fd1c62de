import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Folder } from './folder'
import { serverUser } from './programs'
import { descendants, running, signalAll } from './table'

const STARTING_MS = 60_000
const STOPPING_MS = 30_000
const LOOK_MS = 25

/**
 * Waits for the end of our process, however it ends: its input closes then. It ends the server ($1) with the signal
 * ($2), and removes the folder ($3) if there is one to remove. A line of input says that the server has ended.
 */
const WATCHER = `
read -r _ && exit 0
kill -CONT "$1"; kill "-$2" "$1"
left=100
while [ $left -gt 0 ] && kill -0 "$1" 2>/dev/null; do left=$((left - 1)); sleep 0.1; done
[ -z "$3" ] || rm -rf -- "$3"
`

export type ServerProgram = {
  /** As people know it: PostgreSQL. */
  name: string
  command: string
  args: string[]
  folder: Folder
  /** Whether it takes connections; it may throw while it does not. */
  answers: () => Promise<boolean>
  /** What ends it at once without harm to its files. */
  end: 'QUIT' | 'KILL'
}

/**
 * A server as a child of ours, in a session of its own, so that Ctrl-C is ours to act on. It never outlives us, and
 * does not keep us from ending.
 */
export class ServerProcess {
  #child: ChildProcess | undefined

  constructor(private readonly program: ServerProgram) {}

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Where it writes what it has to say. */
  get log(): string {
    return join(this.program.folder.path, 'log')
  }

  /** Resolves once it takes connections. Throws with the last lines of its log if it ends, or never does. */
  async start(): Promise<void> {
    if (this.isRunning) throw new Error(`${this.program.name} runs already.`)
    const { command, args, folder, end } = this.program
    const log = openSync(this.log, 'a')
    const child = spawn(command, args, {
      cwd: folder.path,
      stdio: ['ignore', log, log],
      detached: true,
      ...serverUser(),
    })
    closeSync(log)
    this.#child = child
    await once(child, 'spawn')
    child.unref()
    this.#watch([String(child.pid), end, folder.kind === 'scratch' ? folder.path : ''])
    await this.#ready()
  }

  /** Ends it with a signal; resolves when it has ended. After half a minute it is killed. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    child.ref()
    const ended = once(child, 'exit')
    const late = setTimeout(() => void this.kill(), STOPPING_MS)
    this.resume()
    child.kill(signal)
    await ended
    clearTimeout(late)
  }

  /** SIGKILL to it and all its children; resolves when none runs. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    child.ref()
    const ended = once(child, 'exit')
    // Frozen, it makes no more of them.
    child.kill('SIGSTOP')
    const pids = [...descendants(child.pid!), child.pid!]
    signalAll(pids, 'SIGKILL')
    await ended
    while (running(pids).length > 0) await wait(LOOK_MS)
  }

  /** Freezes it and its children: connections stay open, and nothing answers. */
  pause(): void {
    this.#signal('SIGSTOP')
  }

  resume(): void {
    this.#signal('SIGCONT')
  }

  #signal(signal: NodeJS.Signals): void {
    if (!this.isRunning) return
    const pid = this.#child!.pid!
    signalAll([pid], signal)
    signalAll(descendants(pid), signal)
  }

  #watch(args: string[]): void {
    const watcher = spawn('/bin/sh', ['-c', WATCHER, 'watcher', ...args], {
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    watcher.unref()
    const { stdin } = watcher
    stdin.on('error', () => {})
    ;(stdin as unknown as { unref(): void }).unref()
    this.#child!.once('exit', () => stdin.end('ended\n'))
  }

  async #ready(): Promise<void> {
    const since = performance.now()
    while (performance.now() - since < STARTING_MS) {
      if (!this.isRunning) throw new Error(`${this.program.name} did not start:\n${this.lastLines()}`)
      if (await this.program.answers().catch(() => false)) return
      await wait(LOOK_MS)
    }
    await this.kill()
    throw new Error(`${this.program.name} did not start within a minute:\n${this.lastLines()}`)
  }

  lastLines(): string {
    return readFileSync(this.log, 'utf8').trim().split('\n').slice(-8).join('\n')
  }
}
