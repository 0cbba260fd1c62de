import { z } from 'zod'
import { Picture, Report } from '../report/report'
import { Rich } from '../report/rich'

/* What importing a file answers. Nothing is created: the report is POSTed as a session by who has looked at it. */

export const ImportNote = z.object({
  code: z.enum(['found', 'hint', 'stamp', 'kind', 'picture', 'remarks', 'table', 'unnamed']),
  /** The section of the template that it is about. */
  section: z.string().optional(),
  /** Why a picture could not be kept. */
  reason: z.string().optional(),
  /** What of the file it is about. */
  text: z.string(),
  /** In words. */
  sentence: z.string(),
})
export type ImportNote = z.infer<typeof ImportNote>

/** A passage that fits nowhere in the template. */
export const UnplacedPassage = z.object({
  id: z.string(),
  /** The heading under which it stood; empty if under none. */
  heading: z.string(),
  /** The section in which that is, if in any. */
  section: z.string().nullable(),
  text: Rich,
  pictures: z.array(Picture),
})
export type UnplacedPassage = z.infer<typeof UnplacedPassage>

export const ImportAnswer = z.object({
  report: Report,
  notes: z.array(ImportNote),
  unplaced: z.array(UnplacedPassage),
})
export type ImportAnswer = z.infer<typeof ImportAnswer>
