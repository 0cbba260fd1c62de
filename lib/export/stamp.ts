import { formatDay } from './dates'
import type { Words } from './words'

/** Which exact version a file was made from. Times are milliseconds since 1970. */
export type Stamp = {
  /** Id of the session. */
  session: string
  /** The log sequence that the content contains. */
  seq: number
  /** SHA-256 of the report (lib/report/canonical.ts), in hex. */
  sha256: string
  /** When the reading was made. */
  at: number
  approval?: { byName: string; at: number }
}

/** The stamp in the words of a report's language, for the foot of a printed or shown document. */
export function stampLine(stamp: Stamp, words: Words, language: string): string {
  const day = (at: number) => formatDay(new Date(at).toISOString().slice(0, 10), language)
  const state = stamp.approval
    ? words.approved(stamp.approval.byName, day(stamp.approval.at))
    : words.notApproved(day(stamp.at))
  return `${state} ${words.version(stamp.seq)} SHA-256 ${stamp.sha256}`
}

/** The stamp as names and values, for a file's metadata. Times in ISO 8601. */
export function stampEntries(stamp: Stamp): [name: string, value: string][] {
  return [
    ['session', stamp.session],
    ['seq', String(stamp.seq)],
    ['sha256', stamp.sha256],
    ['at', new Date(stamp.at).toISOString()],
    ...(stamp.approval
      ? ([
          ['approvedBy', stamp.approval.byName],
          ['approvedAt', new Date(stamp.approval.at).toISOString()],
        ] satisfies [string, string][])
      : []),
  ]
}
