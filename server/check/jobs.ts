import type { EventDates, Finding } from '@/lib/check'
import type { Report } from '@/lib/report/report'

/** What the thread is asked. */
export type CheckJob = { id: number; report: Report; event: EventDates }

/** What it answers. */
export type CheckResult = Finding[]

/** A report could not be checked: it took too long, or the check failed. The process goes on. */
export class CheckFailed extends Error {
  override name = 'CheckFailed'
}
