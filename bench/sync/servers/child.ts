import { type ChildProcess, fork } from 'node:child_process'

/** Who says nothing for this long is overwhelmed. */
const PATIENCE_MS = 10_000

type Reply = { id: unknown; result?: unknown; error?: string }
type Start = { args: string[]; node: string[]; env: NodeJS.ProcessEnv }

/** A process that answers what it is asked (bench/peers/control.mjs). */
export class Child {
  readonly #waiting = new Map<unknown, (reply: Reply) => void>()
  readonly #child: ChildProcess
  #lastId = 0

  private constructor(
    private readonly name: string,
    file: string,
    { args, node, env }: Start,
  ) {
    this.#child = fork(file, args, { serialization: 'advanced', execArgv: node, env })
    this.#child.on('message', (reply: Reply) => {
      this.#waiting.get(reply.id)?.(reply)
      this.#waiting.delete(reply.id)
    })
    this.#child.on('exit', (code) => {
      for (const settle of this.#waiting.values())
        settle({ id: undefined, error: `${name} ended with ${code}` })
    })
  }

  /** Resolves with it and what it says when it is ready. */
  static async start<T>(name: string, file: string, options: Start): Promise<{ child: Child; said: T }> {
    const child = new Child(name, file, options)
    return { child, said: await child.#reply<T>('ready', PATIENCE_MS) }
  }

  /** Throws if it fails, or does not answer within `patience` ms. */
  ask<T>(operation: string, argument?: unknown, patience = PATIENCE_MS): Promise<T> {
    const id = ++this.#lastId
    this.#child.send({ id, operation, argument })
    return this.#reply<T>(id, patience)
  }

  /** Asks it to stop, and resolves when it has ended. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    await this.ask('stop')
    await ended
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #reply<T>(id: unknown, patience: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new Error(`${this.name} does not answer`))
      }, patience)
      this.#waiting.set(id, ({ result, error }) => {
        clearTimeout(timer)
        if (error === undefined) resolve(result as T)
        else reject(new Error(`${this.name}: ${error}`))
      })
    })
  }
}
