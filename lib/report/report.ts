import { z } from 'zod'
import { Id, SectionId } from './ids'
import { Language } from './language'
import { Rich } from './rich'
import { Template } from './template'

/*
 * A report, as one plain value: what the shared document is read into, what every exporter gets, what the API
 * takes and gives. Every field has a default, so a partial report is a valid input.
 */

/** A text as one line: line breaks and tabs become spaces; nothing else is changed. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\r\n\t]+/g, ' ')
}

// How long a line may be is not said: what was written into the document must come in again from its export.
const line = z.string().transform(oneLine).default('')

export const PersonKind = z.enum(['speaker', 'moderator', 'rapporteur', 'other'])
export type PersonKind = z.infer<typeof PersonKind>

/** Someone of this session. A name is written here once; everything else refers to it by id. */
export const Person = z.object({
  id: Id,
  kind: PersonKind.default('other'),
  name: line,
  role: line,
  organisation: line,
  acronym: line,
  country: line,
})
export type Person = z.infer<typeof Person>

export const PERSON_LINES = ['name', 'role', 'organisation', 'acronym', 'country'] as const
export type PersonLine = (typeof PERSON_LINES)[number]

/** A calendar date, `2020-10-22`. */
export const IsoDate = z.iso.date('A date is written 2020-10-22')
const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'A time zone is an IANA name such as Europe/Paris')

/** The fixed fields of a session (product.md, section kind "details"). */
export const Details = z.object({
  event: line,
  theme: line,
  eventStart: IsoDate.nullable().default(null),
  eventEnd: IsoDate.nullable().default(null),
  type: line,
  /** The languages spoken in the session. */
  languages: z.array(Language).max(40).default([]),
  date: IsoDate.nullable().default(null),
  /** Local time of day, `14:30`. */
  start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written 14:30')
    .nullable()
    .default(null),
  timeZone: TimeZone.nullable().default(null),
  /** Duration in minutes. */
  minutes: z.number().int().min(1).max(10_000).nullable().default(null),
  participants: z.number().int().min(0).max(10_000_000).nullable().default(null),
  /** How the participants were counted, e.g. "Zoom participation". */
  counted: line,
})
export type Details = z.infer<typeof Details>

/** The text of one person in one place. `label` stands after the name here instead of the affiliation. */
export const Voice = z.object({ person: Id, label: line, text: Rich.default([]) })
export type Voice = z.infer<typeof Voice>

/** The stored picture: its SHA-256 in hex is its name; `data` (base64) travels in exported JSON only. */
export const PictureFile = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  data: z.base64().optional(),
})
export type PictureFile = z.infer<typeof PictureFile>

export const Picture = z.object({
  id: Id,
  file: PictureFile.nullable().default(null),
  caption: line,
  /** What is to be seen, for who cannot see it. May have several lines. */
  description: z
    .string()
    .transform((text) => text.toWellFormed())
    .default(''),
})
export type Picture = z.infer<typeof Picture>

export const Prompt = z.object({ id: Id, question: Rich.default([]), answers: z.array(Voice).default([]) })
export type Prompt = z.infer<typeof Prompt>

export const QuestionState = z.enum(['open', 'live', 'writing', 'unanswered'])
/** open: nobody said yet; live: answered live; writing: answered in writing; unanswered: stays so. */
export type QuestionState = z.infer<typeof QuestionState>

export const Question = z.object({
  id: Id,
  asker: line,
  /** The people asked; empty means the question was put to all. */
  to: z.array(Id).default([]),
  text: Rich.default([]),
  state: QuestionState.default('open'),
  answers: z.array(Voice).default([]),
})
export type Question = z.infer<typeof Question>

/** What a section of each kind holds. The heading and the hint are the template's. */
export const Section = z.discriminatedUnion('kind', [
  z.object({ id: SectionId, kind: z.literal('details') }),
  /** Labels only: who the speakers are, and in which order, is said by `people`. */
  z.object({
    id: SectionId,
    kind: z.literal('speakers'),
    labels: z.array(z.object({ person: Id, label: line })).default([]),
  }),
  z.object({ id: SectionId, kind: z.literal('picture'), pictures: z.array(Picture).default([]) }),
  z.object({ id: SectionId, kind: z.literal('summaries'), summaries: z.array(Voice).default([]) }),
  z.object({ id: SectionId, kind: z.literal('prompt'), prompts: z.array(Prompt).default([]) }),
  z.object({ id: SectionId, kind: z.literal('questions'), questions: z.array(Question).default([]) }),
  z.object({ id: SectionId, kind: z.literal('remarks'), remarks: z.array(Voice).default([]) }),
  z.object({ id: SectionId, kind: z.literal('conclusion'), text: Rich.default([]) }),
  z.object({ id: SectionId, kind: z.literal('text'), text: Rich.default([]) }),
])
export type Section = z.infer<typeof Section>

/** A whole report. */
export const Report = z.object({
  format: z.literal('rapporteur-report').default('rapporteur-report'),
  version: z.literal(1).default(1),
  /** The language the report is written in: its headings and fixed words. */
  language: Language.default('en'),
  template: Template,
  title: line,
  details: Details.prefault({}),
  people: z.array(Person).max(2000).default([]),
  /** In the template's order, one for each of its sections. */
  sections: z.array(Section).default([]),
})
export type Report = z.infer<typeof Report>
