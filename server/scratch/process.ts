import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { setTimeout as wait } from 'node:timers/promises'
import type { Folder } from './folder'
import type { User } from './programs'
import { descendants, running, signalAll } from './table'

const STARTING_MS = 120_000
const STOPPING_MS = 30_000
const LOOK_MS = 25
const SILENCE_MS = 1000
const KEPT_LINES = 10

/**
 * Waits for the end of our process, however it ends: its input closes then. It ends the server ($1) with the signal
 * ($2), and removes the folder ($3) if there is one to remove. A line of input says that the server has ended.
 */
const WATCHER = `
read -r _ && exit 0
kill -CONT "$1"; kill -"$2" "$1"
left=100
while [ $left -gt 0 ] && kill -0 "$1" 2>/dev/null; do left=$((left - 1)); sleep 0.1; done
kill -KILL "$1" 2>/dev/null
[ -z "$3" ] || rm -rf -- "$3"
`

export type Environment = Record<string, string | undefined>

export type ServerProgram = {
  /** As people know it: PostgreSQL. */
  name: string
  command: string
  args: string[]
  folder: Folder
  /** Who it runs as; undefined: as we do. */
  user?: User | undefined
  /** Where it runs, else in its folder. */
  cwd?: string
  /** Else it has our environment. */
  env?: Environment
  /** Hears each line that it writes; else they go into the file `log` in its folder. */
  hear?: (line: string) => void
  /** Told when it has ended, and by which signal if by one. */
  ended?: (signal: NodeJS.Signals | null) => void
  /** Whether it takes connections; it may throw while it does not. */
  answers: () => Promise<boolean>
  /** What ends it at once without harm to its files. */
  end: 'QUIT' | 'KILL' | 'TERM'
}

/**
 * A server as a child of ours, in a session of its own, so that Ctrl-C is ours to act on. It never outlives us, and
 * does not keep us from ending.
 */
export class ServerProcess {
  #child: ChildProcess | undefined
  /** Resolves when all that it wrote has been heard. */
  #silent: Promise<unknown> = Promise.resolve()

  constructor(private readonly program: ServerProgram) {}

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  get pid(): number | undefined {
    return this.isRunning ? this.#child?.pid : undefined
  }

  /** Resolves once it takes connections. Throws, with what it wrote last unless that is heard, if it ends, or never does. */
  async start(): Promise<void> {
    if (this.isRunning) throw new Error(`${this.program.name} runs already.`)
    const { command, args, folder, end, user, cwd, env, hear, ended } = this.program
    const log = hear ? 'pipe' : openSync(this.#log, 'a')
    const child: ChildProcess = spawn(command, args, {
      cwd: cwd ?? folder.path,
      env: { ...(env ?? process.env) } as NodeJS.ProcessEnv,
      stdio: ['ignore', log, log],
      detached: true,
      ...user,
    })
    if (log !== 'pipe') closeSync(log)
    this.#child = child
    await once(child, 'spawn')
    child.unref()
    for (const output of [child.stdout, child.stderr]) if (output) this.#hear(output as Socket)
    this.#silent = new Promise((resolve) => child.once('close', resolve))
    child.once('exit', (_, signal) => ended?.(signal))
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
    ;(stdin as Socket).unref()
    this.#child!.once('exit', () => stdin.end('ended\n'))
  }

  async #ready(): Promise<void> {
    const since = performance.now()
    while (performance.now() - since < STARTING_MS) {
      if (!this.isRunning) {
        // A child of its own may still hold its output open.
        await Promise.race([this.#silent, wait(SILENCE_MS)])
        throw new Error(`${this.program.name} did not start.${this.#lastLines()}`)
      }
      if (await this.program.answers().catch(() => false)) return
      await wait(LOOK_MS)
    }
    await this.kill()
    throw new Error(`${this.program.name} did not start within two minutes.${this.#lastLines()}`)
  }

  #hear(output: Socket): void {
    output.unref()
    createInterface({ input: output }).on('line', (line) => {
      this.program.hear?.(line)
    })
  }

  get #log(): string {
    return join(this.program.folder.path, 'log')
  }

  #lastLines(): string {
    if (this.program.hear) return '' // it has said so already
    const lines = readFileSync(this.#log, 'utf8').trim().split('\n')
    return `\n${lines.slice(-KEPT_LINES).join('\n')}`
  }
}
