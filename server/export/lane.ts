import { Worker } from 'node:worker_threads'
import { ExportFailed, type Job, type Outcome } from './jobs'

type Waiting = {
  job: Job
  resolve: (bytes: Uint8Array) => void
  reject: (error: ExportFailed) => void
}

export type Lane = {
  run(job: Job): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * One worker thread and the jobs that wait for it, done one after the other. The thread starts with the first job;
 * if it ends, or a job takes more than `timeout` milliseconds, that job fails and the next one gets a new thread.
 */
export function createLane(file: URL, options: { timeout: number; log: (line: string) => void }): Lane {
  const queue: Waiting[] = []
  let worker: Worker | undefined
  let current: (Waiting & { timer: NodeJS.Timeout }) | undefined
  let isClosed = false

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new ExportFailed('The server is stopping.'))
        queue.push({ job, resolve, reject })
        next()
      }),
    async close() {
      isClosed = true
      for (const waiting of queue.splice(0)) waiting.reject(new ExportFailed('The server is stopping.'))
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
      drop(`The export took more than ${options.timeout / 1000} seconds.`)
    }, options.timeout)
    current = { ...waiting, timer }
    try {
      worker ??= start()
      worker.ref()
      worker.postMessage(waiting.job)
    } catch (error) {
      drop(String(error))
    }
  }

  function start(): Worker {
    // The thread reads TypeScript and “@/…” as the process does, also where the process was not started by tsx.
    const started = new Worker(file, { execArgv: ['--import', import.meta.resolve('tsx')] })
    started.on('message', (outcome: Outcome) => {
      if (started === worker && current?.job.id === outcome.id) finish(outcome)
    })
    started.on('error', (error) => {
      if (started === worker) drop(`The export's worker ended: ${error.message}`)
    })
    started.on('exit', (code) => {
      if (started === worker) drop(`The export's worker ended with code ${code}.`)
    })
    return started
  }

  function finish(outcome: Outcome) {
    if (outcome.kind === 'failed') return fail(outcome.reason)
    for (const note of outcome.notes) options.log(note)
    take()?.resolve(outcome.bytes)
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
      options.log(`${failed.job.format} of ${failed.job.stamp.session}: ${reason}`)
      failed.reject(new ExportFailed(reason))
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
