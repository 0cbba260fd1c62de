import { parentPort } from 'node:worker_threads'
import { importReport, Unreadable } from '@/lib/import'
import type { Outcome } from '../lane'
import type { ImportJob, ImportResult } from './jobs'
import { createKeeper } from './pictures'

/** The thread in which files are read, one at a time. */
parentPort?.on('message', async (job: ImportJob) => {
  parentPort!.postMessage(await perform(job))
})

async function perform({ id, ...job }: ImportJob): Promise<Outcome<ImportResult>> {
  try {
    const imported = await importReport(job.bytes, { ...job, keepPicture: createKeeper() })
    return { id, kind: 'done', value: { kind: 'imported', ...imported }, notes: [] }
  } catch (error) {
    if (error instanceof Unreadable)
      return {
        id,
        kind: 'done',
        value: { kind: 'refused', code: error.code, sentence: error.message },
        notes: [],
      }
    return {
      id,
      kind: 'failed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}
