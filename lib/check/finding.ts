import type check from '@/lib/i18n/messages/en/check.json'
import type { Localised } from '@/lib/report/language'
import type { Person, Report } from '@/lib/report/report'

/*
 * What the report check says. A finding is data: which rule, where, with which words; sentence.ts makes the sentence of
 * it in the reader's language.
 */

/** fault: something a reader of the document would stumble over. note: worth a look, and may well be right as it is. */
export type Severity = 'fault' | 'note'

/** Part of a rich text or line: its paragraph, in reading order from 0, and UTF-16 positions in it. */
export type Range = { block: number; from: number; to: number }

/** A typed value of the header (report.ts, Details), which no root of its own holds. */
export type HeaderValue =
  | 'eventStart'
  | 'eventEnd'
  | 'date'
  | 'start'
  | 'timeZone'
  | 'participants'
  | 'language'

/** Where the finding is. The section's id, or `title`; within it whatever is known. */
export type Place = {
  section: string
  /** The root name (lib/report/roots.ts) of the line or rich text. */
  field?: string
  value?: HeaderValue
  /** The id of the question, prompt or picture. */
  item?: string
  person?: string
  range?: Range
}

/** Which sentence: a key below `says` of the messages' area `check`. */
export type Saying = keyof typeof check.says

/** Part of a sentence: a text as it is, a number, or what the reader's language says in its own way. */
export type Word =
  | string
  | number
  | { list: string[] }
  | { date: string }
  | { dates: [string | null, string | null] }
  | { language: string }
  | { heading: Localised }
export type Words = Record<string, Word>

/** An edit that is certain. `before` is what stands there: where it does not stand any more, nothing is done. */
export type Fix =
  | { kind: 'replace'; field: string; rich: boolean; range: Range; before: string; after: string }
  | { kind: 'mark'; field: string; ranges: Range[]; before: string[]; language: string }
  | {
      kind: 'header'
      values: Partial<Pick<Report['details'], 'eventStart' | 'eventEnd'>> & { language?: string }
    }
  | { kind: 'ask'; section: string; item: string; person: Person['id'] }

export type Finding = {
  /** The rule's id (rules/). */
  rule: string
  severity: Severity
  say: Saying
  words: Words
  place: Place
  fix?: Fix
}

/** What a rule says of one finding; its id and its severity stand in the table. */
export type Found = Omit<Finding, 'rule' | 'severity'>
