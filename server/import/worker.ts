import { parentPort } from 'node:worker_threads'
import { detect } from '@/lib/check/detector'
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
    const imported = await importReport(job.bytes, { ...job, keepPicture: createKeeper(), guess })
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

/** The language of a text of some length, if one is clearly ahead. */
function guess(text: string): string | undefined {
  const sample = text.slice(0, 20_000)
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < 40) return undefined
  return detect(sample)[0]?.[0]
}
