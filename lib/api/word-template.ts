import { z } from 'zod'

/** What is known of the placeholders of a Word template. Names are without braces. */
export const WordFindings = z.object({
  known: z.array(z.object({ name: z.string(), times: z.number().int() })),
  unknown: z.array(
    z.object({
      /** As it is written, braces and all. */
      written: z.string(),
      place: z.enum(['text', 'header', 'footer', 'notes']),
      /** The name that was most likely meant. */
      suggestion: z.string().nullable(),
      /** `unclosed`: a list's beginning without its end, or the other way round. */
      fault: z.enum(['unknown', 'unclosed']),
    }),
  ),
  /** What no report will show: the title, or sections, with their headings in the event's first language. */
  missing: z.array(z.object({ name: z.string(), heading: z.string() })),
})
export type WordFindings = z.infer<typeof WordFindings>

/** A Word template of an event. */
export const WordTemplateInfo = z.object({
  id: z.string(),
  /** The name of the file that was uploaded. */
  name: z.string(),
  /** Whether the event's Word documents come out in it: the newest. */
  inForce: z.boolean(),
  findings: WordFindings,
  byName: z.string(),
  createdAt: z.number().int(),
})
export type WordTemplateInfo = z.infer<typeof WordTemplateInfo>
