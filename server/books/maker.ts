import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Answer, Question, Telling, Tick } from './messages'

const PROCESS = new URL('./process.ts', import.meta.url)

export type Maker = {
  /** Goes off at once; false if the process is no more. */
  tell(telling: Telling): boolean
  /**
   * Resolves with the answer; rejects with a sentence if the process is no more. One question at a time. `tick` hears
   * how far it is.
   */
  ask(question: Question, tick?: (tick: Tick) => void): Promise<Answer>
  /** Ends the process at once; what is asked then is rejected. */
  end(): void
}

type Waiting = {
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
  tick: ((tick: Tick) => void) | undefined
}

/** By how much it stands back behind whoever writes: half of what nice does if it is not told. */
const NICENESS = 5

/** Starts the process of one book. `niceness` as of nice(1), where the system has that. */
export function startMaker({ niceness = NICENESS }: { niceness?: number } = {}): Maker {
  const child = fork(fileURLToPath(PROCESS), [], {
    // It reads TypeScript and “@/…” as the server does, and clears up before it needs a lot of memory (render.ts).
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
    serialization: 'advanced',
    // The arenas of threads that come and go hold on to memory.
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  })
  stepBack(child, niceness)
  let waiting: Waiting | undefined
  let gone: Error | undefined

  function lose(error: Error): void {
    gone ??= error
    waiting?.reject(gone)
    waiting = undefined
  }
  child.on('message', (said: Answer | Tick) => {
    if (said.kind === 'tick') return waiting?.tick?.(said)
    waiting?.resolve(said)
    waiting = undefined
  })
  /** It ends, and its exit has not been heard of yet. */
  function unsent(error: Error | null): void {
    if (error) lose(new Error(`The process that made the book ended (${error.message}).`))
  }
  child.on('error', lose)
  child.on('exit', (code, signal) => {
    lose(new Error(`The process that made the book ended (${signal ?? `code ${code}`}).`))
  })

  return {
    tell(telling) {
      if (!gone) child.send(telling, unsent)
      return !gone
    },
    ask: (question, tick) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(gone)
        waiting = { resolve, reject, tick }
        child.send(question, unsent)
      }),
    end: () => void child.kill('SIGKILL'),
  }
}

/** Not every system allows it to be said. */
function stepBack({ pid }: ChildProcess, niceness: number): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness)
  } catch {}
}
