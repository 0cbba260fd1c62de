import { Worker } from 'node:worker_threads'

/** What a thread answers to a job. `notes` are for the log: what could not be done as it should. */
export type Outcome<Value> =
  | { id: number; kind: 'done'; value: Value; notes: string[] }
  | { id: number; kind: 'failed'; reason: string }

type Waiting<Job, Value> = {
  job: Job
  resolve: (value: Value) => void
  reject: (error: Error) => void
}

export type Lane<Job, Value> = {
  run(job: Job): Promise<Value>
  close(): Promise<void>
}

export type LaneOptions<Job> = {
  /** The longest that a job may take, in milliseconds. */
  timeout: number
  log: (line: string) => void
  /** What the work is called in sentences: "export". */
  work: string
  /** Names a job for the log. */
  nameOf: (job: Job) => string
  /** The error of a job that failed: it did, took too long, or its thread ended. */
  failure: (reason: string) => Error
  /** Memory of a job that goes over to the thread instead of being copied. */
  handsOver?: (job: Job) => ArrayBuffer[]
  /** How much memory a thread's own objects may take, in MiB; as Node has it if not said. */
  memory?: number
}

/**
 * One worker thread and the jobs that wait for it, done one after the other. The thread starts with the first job;
 * if it ends, or a job takes too long, that job fails and the next one gets a new thread.
 */
export function createLane<Job extends { id: number }, Value>(
  file: URL,
  options: LaneOptions<Job>,
): Lane<Job, Value> {
  const { work, failure } = options
  const queue: Waiting<Job, Value>[] = []
  let worker: Worker | undefined
  let current: (Waiting<Job, Value> & { timer: NodeJS.Timeout }) | undefined
  let isClosed = false

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(failure('The server is stopping.'))
        queue.push({ job, resolve, reject })
        next()
      }),
    async close() {
      isClosed = true
      for (const waiting of queue.splice(0)) waiting.reject(failure('The server is stopping.'))
      fail('The server is stopping.')
      const ending = worker
      worker = undefined
      await ending?.terminate()
    },
  }

  function next() {
    if (current) return
    const waiting = queue.shift()
    if (!waiting) return
    const timer = setTimeout(() => {
      drop(`The ${work} took more than ${options.timeout / 1000} seconds.`)
    }, options.timeout)
    current = { ...waiting, timer }
    try {
      worker ??= start()
      worker.ref()
      worker.postMessage(waiting.job, options.handsOver?.(waiting.job) ?? [])
    } catch (error) {
      drop(String(error))
    }
  }

  function start(): Worker {
    // The thread reads TypeScript and “@/…” as the process does, also where the process was not started by tsx.
    const started = new Worker(file, {
      execArgv: ['--import', import.meta.resolve('tsx')],
      ...(options.memory ? { resourceLimits: { maxOldGenerationSizeMb: options.memory } } : {}),
    })
    started.on('message', (outcome: Outcome<Value>) => {
      if (started === worker && current?.job.id === outcome.id) finish(outcome)
    })
    started.on('error', (error) => {
      if (started === worker) drop(`The ${work}'s worker ended: ${error.message}`)
    })
    started.on('exit', (code) => {
      if (started === worker) drop(`The ${work}'s worker ended with code ${code}.`)
    })
    return started
  }

  function finish(outcome: Outcome<Value>) {
    if (outcome.kind === 'failed') return fail(outcome.reason)
    for (const note of outcome.notes) options.log(note)
    take()?.resolve(outcome.value)
    next()
  }

  /** Gives the current job up, and its thread with it. */
  function drop(reason: string) {
    const ending = worker
    worker = undefined
    void ending?.terminate()
    fail(reason)
  }

  function fail(reason: string) {
    const failed = take()
    if (failed) {
      options.log(`${options.nameOf(failed.job)}: ${reason}`)
      failed.reject(failure(reason))
    }
    next()
  }

  function take() {
    const taken = current
    if (taken) clearTimeout(taken.timer)
    current = undefined
    // An idle thread does not keep the process alive.
    worker?.unref()
    return taken
  }
}
