import { parentPort } from 'node:worker_threads'
import type { Job, Outcome } from './jobs'
import { render } from './render'

/** The thread in which reports are rendered, one at a time. */
parentPort?.on('message', async (job: Job) => {
  parentPort!.postMessage(await perform(job))
})

async function perform(job: Job): Promise<Outcome> {
  try {
    const notes: string[] = []
    const bytes = await render(job, (note) => notes.push(`${job.format} of ${job.stamp.session}: ${note}`))
    return { id: job.id, kind: 'done', bytes, notes }
  } catch (error) {
    return { id: job.id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
