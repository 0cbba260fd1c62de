import type { EventDates, Finding } from '@/lib/check'
import type { Report } from '@/lib/report/report'
import { createLane } from '../lane'
import { CheckFailed, type CheckJob, type CheckResult } from './jobs'

export { CheckFailed } from './jobs'

export type Checker = {
  /** What is wrong with a report, as far as a machine can see it. Rejects with CheckFailed. */
  check(report: Report, event: EventDates): Promise<Finding[]>
  /** Ends the thread; what is not finished fails. */
  close(): Promise<void>
}

/** Milliseconds that one check may take. The longest report that a document holds takes a few seconds. */
const TIMEOUT = 20_000

/** Checks reports in a thread of its own, so that no long one holds up those who write. */
export function createChecker(): Checker {
  const lane = createLane<CheckJob, CheckResult>(new URL('./worker.ts', import.meta.url), {
    timeout: TIMEOUT,
    log: (line) => console.warn(`check: ${line}`),
    work: 'check',
    nameOf: ({ report }) => `the report “${report.title}”`,
    failure: (reason) => new CheckFailed(reason),
    memory: 512,
  })
  let lastId = 0
  return {
    check: (report, event) => lane.run({ id: ++lastId, report, event }),
    close: () => lane.close(),
  }
}
