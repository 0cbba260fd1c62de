import { parentPort } from 'node:worker_threads'
import { inspectTemplate, sampleTemplate, TemplateRefused } from '@/lib/word-template'
import type { Outcome } from '../lane'
import { sha256Of } from '../sha256'
import type { WordJob, WordResult } from './jobs'

/** The thread in which Word templates are read, one at a time. */
parentPort?.on('message', async (job: WordJob) => {
  parentPort!.postMessage(await perform(job))
})

async function perform(job: WordJob): Promise<Outcome<WordResult>> {
  const { id } = job
  try {
    return { id, kind: 'done', value: await resultOf(job), notes: [] }
  } catch (error) {
    return {
      id,
      kind: 'failed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

async function resultOf(job: WordJob): Promise<WordResult> {
  if (job.kind === 'sample') return { kind: 'made', bytes: await sampleTemplate(job.template, job.language) }
  try {
    const sha256 = sha256Of(job.file)
    return { kind: 'found', found: inspectTemplate(job.file, job.template), sha256 }
  } catch (error) {
    if (!(error instanceof TemplateRefused)) throw error
    return { kind: 'refused', code: error.code, sentence: error.message, detail: error.detail }
  }
}
