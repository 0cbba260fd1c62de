import { parentPort } from 'node:worker_threads'
import type { Outcome } from '../lane'
import type { Job } from './jobs'
import { render } from './render'

/** The thread in which reports are rendered, one at a time. */
parentPort?.on('message', async (job: Job) => {
  parentPort!.postMessage(await perform(job))
})

async function perform(job: Job): Promise<Outcome<Uint8Array>> {
  try {
    const notes: string[] = []
    const value = await render(job, (note) => notes.push(`${job.format} of ${job.stamp.session}: ${note}`))
    return { id: job.id, kind: 'done', value, notes }
  } catch (error) {
    return { id: job.id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
