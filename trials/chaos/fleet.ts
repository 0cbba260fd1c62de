import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { type Entries, together } from './ledger'
import type { Answer, Questions, WriterReport, WriterSpec } from './protocol'

/** Processes of writers, as a trial commands them. */
export class Fleet {
  readonly #processes: WriterProcess[]
  readonly names: string[]

  private constructor(processes: WriterProcess[], names: string[]) {
    this.#processes = processes
    this.names = names
  }

  /** Starts `count` processes and deals the writers out to them. */
  static async of(specs: WriterSpec[], count: number): Promise<Fleet> {
    const processes = Array.from({ length: count }, () => new WriterProcess())
    await Promise.all(
      processes.map((one, index) =>
        one.ask(
          'start',
          specs.filter((_, at) => at % count === index),
        ),
      ),
    )
    return new Fleet(
      processes,
      specs.map(({ name }) => name),
    )
  }

  async pace(perSecond: number): Promise<void> {
    await this.#all('pace', perSecond)
  }

  async openWindow(names = this.names): Promise<void> {
    await this.#all('openWindow', names)
  }

  async closeWindow(names = this.names): Promise<void> {
    await this.#all('closeWindow', names)
  }

  async move(names = this.names): Promise<void> {
    await this.#all('move', names)
  }

  async reports(): Promise<WriterReport[]> {
    return (await this.#all('reports', null)).flat()
  }

  async entries(): Promise<Entries> {
    return together((await this.reports()).map(({ entries }) => entries))
  }

  async contents(): Promise<[name: string, update: Uint8Array][]> {
    return (await this.#all('contents', null)).flat()
  }

  async prints(): Promise<[name: string, print: string][]> {
    return (await this.#all('prints', null)).flat()
  }

  end(): void {
    for (const one of this.#processes) one.end()
  }

  #all<K extends keyof Questions>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer'][]> {
    return Promise.all(this.#processes.map((one) => one.ask(kind, asked)))
  }
}

class WriterProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (answer: unknown) => void>()
  #count = 0

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'writer-process.ts'), {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    })
    this.#child.on('message', ({ id, answer }: Answer) => {
      this.#waiting.get(id)?.(answer)
      this.#waiting.delete(id)
    })
  }

  ask<K extends keyof Questions>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']> {
    const id = this.#count++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve as (answer: unknown) => void)
      this.#child.send({ id, kind, asked }, (error) => error && reject(error))
    })
  }

  end(): void {
    this.#child.kill('SIGKILL')
  }
}
