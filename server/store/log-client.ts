import { Worker } from 'node:worker_threads'
import type { LaneWatch } from './lane'
import type { LogPlace } from './log-engine'
import { type Answer, errorOf, type Method, type Request } from './log-wire'
import type { LogEntry, RoomLog } from './store'

const CLOSED = 'The log was closed.'

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void }

/**
 * The log on a thread of its own (log-thread.ts), as its users see it. Should the thread end, what waits is rejected
 * (nobody was told that it is saved), and the next to ask gets a new one.
 */
export class LogClient {
  #worker: Worker | undefined
  readonly #entries = new Map<number, Waiting>()
  readonly #calls = new Map<number, Waiting>()
  #lastEntry = 0
  #lastCall = 0
  #batch: LogEntry[] = []
  #closed = false
  /** What the last commit failed with; undefined while all is well. */
  trouble: unknown

  constructor(
    private readonly place: LogPlace,
    private readonly watch: LaneWatch,
    start: 'now' | 'when asked' = 'now',
  ) {
    if (start === 'now') this.#worker = this.#start()
  }

  readonly log: RoomLog = {
    append: (entry) => this.#append(entry),
    create: (...args) => this.#call('create', args),
    load: (...args) => this.#call('load', args),
    since: (...args) => this.#call('since', args),
    head: (...args) => this.#call('head', args),
    heads: (...args) => this.#call('heads', args),
    freeze: (...args) => this.#call('freeze', args),
    thaw: (...args) => this.#call('thaw', args),
    compact: (...args) => this.#call('compact', args),
    flush: (...args) => this.#call('flush', args),
    history: (...args) => this.#call('history', args),
    loadAt: (...args) => this.#call('loadAt', args),
    restart: (...args) => this.#call('restart', args),
  }

  /** Tries what waits once more; what cannot be written then is rejected. */
  async close(): Promise<void> {
    // A thread that ended has told everybody who waited, and need not be replaced for this.
    const ended = this.#worker || this.#batch.length > 0 ? this.#call<void>('close', []) : undefined
    this.#closed = true
    await ended
    await this.#worker?.terminate()
  }

  #start(): Worker {
    // The thread reads TypeScript and “@/…” as the process does, also where the process was not started by tsx.
    const worker = new Worker(new URL('./log-thread.ts', import.meta.url), {
      workerData: this.place,
      execArgv: ['--import', import.meta.resolve('tsx')],
    })
    worker.on('message', (answer: Answer) => this.#onAnswer(answer))
    worker.on('error', (error) => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new Error('The log’s thread ended.')))
    return worker
  }

  #append(entry: LogEntry): Promise<number> {
    if (this.#closed) return Promise.reject(new Error(CLOSED))
    // What comes in the same turn goes over together.
    if (this.#batch.push(entry) === 1) setImmediate(() => this.#sendBatch())
    const number = ++this.#lastEntry
    return new Promise((resolve, reject) => this.#entries.set(number, { resolve, reject }))
  }

  #sendBatch(): void {
    const entries = this.#batch
    if (entries.length === 0) return
    this.#batch = []
    this.#post({ kind: 'append', first: this.#lastEntry - entries.length + 1, entries })
  }

  #call<T>(method: Method, args: unknown[]): Promise<T> {
    if (this.#closed) return Promise.reject(new Error(CLOSED))
    // In the order in which it was asked for.
    this.#sendBatch()
    const id = ++this.#lastCall
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      this.#post({ kind: 'call', id, method, args })
    })
  }

  #post(request: Request): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(request)
  }

  #onAnswer(answer: Answer): void {
    switch (answer.kind) {
      case 'settled':
        for (const [number, result] of answer.settled) {
          const waiting = take(this.#entries, number)
          if (typeof result === 'number') waiting?.resolve(result as never)
          else waiting?.reject(errorOf(result))
        }
        for (const { entries, milliseconds } of answer.commits) {
          this.trouble = undefined
          this.watch.committed?.(entries, milliseconds)
        }
        break
      case 'returned':
        take(this.#calls, answer.id)?.resolve(answer.value as never)
        break
      case 'threw':
        take(this.#calls, answer.id)?.reject(errorOf(answer.failure))
        break
      case 'failed':
        this.trouble = errorOf(answer.failure)
        this.watch.failed?.(this.trouble)
    }
  }

  #lose(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    this.trouble = undefined
    this.#batch = []
    for (const waiting of [...this.#entries.values(), ...this.#calls.values()]) waiting.reject(error)
    this.#entries.clear()
    this.#calls.clear()
  }
}

function take(all: Map<number, Waiting>, id: number): Waiting | undefined {
  const waiting = all.get(id)
  all.delete(id)
  return waiting
}
