import { parentPort } from 'node:worker_threads'
import type { Outcome } from '../lane'
import type { ImportJob, ImportResult } from './jobs'

/** For tests: a worker that does what the text of the file says. */
parentPort?.on('message', ({ id, bytes }: ImportJob) => {
  const asked = new TextDecoder().decode(bytes)
  if (asked === 'forever') for (;;);
  if (asked === 'crash') process.exit(3)
  const value = { kind: 'imported', report: {}, notes: [], unplaced: [] } as unknown as ImportResult
  parentPort!.postMessage({ id, kind: 'done', value, notes: [] } satisfies Outcome<ImportResult>)
})
