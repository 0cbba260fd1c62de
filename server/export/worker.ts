import { parentPort } from 'node:worker_threads'
import type { Outcome } from '../lane'
import type { Job } from './jobs'
import { render } from './render'

/** The thread in which reports are rendered, one at a time. */
parentPort?.on('message', async (job: Job) => {
  const outcome = await perform(job)
  parentPort!.postMessage(outcome, outcome.kind === 'done' ? [outcome.value.buffer] : [])
})

async function perform(job: Job): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  try {
    const notes: string[] = []
    const file = await render(job, (note) => notes.push(`${job.format} of ${job.stamp.session}: ${note}`))
    // Handed over whole, so that the thread with the sockets copies nothing.
    return { id: job.id, kind: 'done', value: new Uint8Array(file), notes }
  } catch (error) {
    return { id: job.id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
