import { z } from 'zod'
import { LOCALES } from '@/lib/i18n/locale'

/** In which language the sentences are wanted; without it, as Accept-Language says. */
export const CheckQuery = z.object({
  language: z.enum(LOCALES, `The sentences come in ${LOCALES.join(' or ')}`).optional(),
})

const Range = z.object({
  /** The paragraph of the text, in reading order from 0. */
  block: z.number().int(),
  /** Positions in it, in UTF-16 units; a line break counts as one. */
  from: z.number().int(),
  to: z.number().int(),
})

/** Where a finding is: the section's id, or `title`, and whatever is known within it. */
const Place = z.object({
  section: z.string(),
  /** The name of the line or rich text in the shared document (docs/document.md). */
  field: z.string().optional(),
  /** A value of the report's details, or its language. */
  value: z
    .enum(['eventStart', 'eventEnd', 'date', 'start', 'timeZone', 'participants', 'language'])
    .optional(),
  /** The id of a question, prompt or picture. */
  item: z.string().optional(),
  person: z.string().optional(),
  range: Range.optional(),
})

/** An edit that is certain, as the page does it when somebody says so. */
const Edit = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('replace'),
    field: z.string(),
    rich: z.boolean(),
    range: Range,
    before: z.string(),
    after: z.string(),
  }),
  z.object({
    kind: z.literal('mark'),
    field: z.string(),
    ranges: z.array(Range),
    before: z.array(z.string()),
    language: z.string(),
  }),
  z.object({
    kind: z.literal('header'),
    values: z.object({
      eventStart: z.string().nullable().optional(),
      eventEnd: z.string().nullable().optional(),
      language: z.string().optional(),
    }),
  }),
  z.object({ kind: z.literal('ask'), section: z.string(), item: z.string(), person: z.string() }),
])

/** What the check found in a report (docs/report-check.md). */
export const CheckResult = z.object({
  /** What the sentences are in. */
  language: z.enum(LOCALES),
  /** The sequence of the last change that was looked at. */
  seq: z.number().int(),
  faults: z.number().int(),
  notes: z.number().int(),
  /** In the order in which the report is read. */
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['fault', 'note']),
      sentence: z.string(),
      place: Place,
      /** What could be done about it, where that is certain: in words, and as an edit. */
      fix: z.object({ label: z.string(), edit: Edit }).optional(),
    }),
  ),
})
export type CheckResult = z.infer<typeof CheckResult>
