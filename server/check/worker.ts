import { parentPort } from 'node:worker_threads'
import { checkReport } from '@/lib/check'
import { detect } from '@/lib/check/detector'
import type { Outcome } from '../lane'
import type { CheckJob, CheckResult } from './jobs'

/** The thread in which reports are checked, one at a time. */
parentPort?.on('message', (job: CheckJob) => parentPort!.postMessage(perform(job)))

function perform({ id, report, event }: CheckJob): Outcome<CheckResult> {
  try {
    return { id, kind: 'done', value: checkReport(report, { detect, event }), notes: [] }
  } catch (error) {
    return {
      id,
      kind: 'failed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}
