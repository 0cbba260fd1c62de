import { z } from 'zod'
import { PDF_STANDARDS } from '@/lib/export'
import { IsoDate, PictureFile, Report } from '@/lib/report/report'
import { Template } from '@/lib/report/template'
import { Language } from '../report/language'

/*
 * What the HTTP API takes and gives. The server checks requests with these schemas and makes openapi.json from them;
 * pages take their types from here. Times are milliseconds since 1970, dates are ISO 8601, ids are opaque text.
 */

const text = (max: number) => z.string().trim().min(1, 'This is empty').max(max)
const Email = z
  .email('This is no e-mail address')
  .max(254)
  .transform((email) => email.toLowerCase())
export const Password = z
  .string()
  .min(10, 'A password has at least 10 characters')
  .max(200, 'A password has at most 200 characters')
const Secret = z.string().min(1).max(200)
const time = z.number().int()

export const RoleName = z.enum(['organiser', 'moderator', 'rapporteur', 'reader'])
export const State = z.enum(['draft', 'review', 'approved'])

/** RFC 9457; `code` names the problem for programs, `detail` is a sentence for people. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  faults: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>

// Accounts

export const TokenRequest = z.object({
  /** What the token is for, so that people can tell theirs apart. */
  label: z.string().trim().max(100).default('API'),
  days: z.number().int().min(1).max(365).default(90),
})
export const TokenMade = z.object({ token: z.string(), id: z.string(), expiresAt: time })
export type TokenMade = z.infer<typeof TokenMade>
export const TokenInfo = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable(),
})
export type TokenInfo = z.infer<typeof TokenInfo>

export const SetupRequest = z.object({
  secret: Secret,
  name: text(200),
  email: Email,
  password: Password,
  /** Whether to make the example event too. */
  example: z.boolean().default(false),
})
export type SetupRequest = z.input<typeof SetupRequest>
export const SetupDone = z.object({ event: z.string().optional(), session: z.string().optional() })

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  mayCreateEvents: z.boolean(),
})
export type Me = z.infer<typeof Me>

// Events

const TemplateChoice = z.union([z.string().describe('The name of a built-in template'), Template])
const eventFields = {
  name: text(500),
  theme: z.string().trim().max(500),
  startDate: IsoDate.nullable(),
  endDate: IsoDate.nullable(),
  languages: z.array(Language).min(1).max(40),
  template: TemplateChoice,
}
export const EventRequest = z.object({
  name: eventFields.name,
  theme: eventFields.theme.default(''),
  startDate: eventFields.startDate.default(null),
  endDate: eventFields.endDate.default(null),
  languages: eventFields.languages.default(['en']),
  template: eventFields.template.default('forum-session'),
})
export type EventRequest = z.input<typeof EventRequest>
export const EventPatch = z
  .object({ ...eventFields, banner: z.null().describe('Takes the banner picture away') })
  .partial()
export type EventPatch = z.input<typeof EventPatch>
export const EventInfo = z.object({
  id: z.string(),
  name: z.string(),
  theme: z.string(),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  languages: z.array(z.string()),
  template: Template,
  /** SHA-256 of the banner picture, which is at …/events/{event}/banner. */
  banner: z.string().nullable(),
  role: RoleName,
  url: z.string(),
  createdAt: time,
})
export type EventInfo = z.infer<typeof EventInfo>

// Sessions

/** A whole or partial report; what is absent comes from the event. */
export const SessionRequest = Report.partial().extend({ template: TemplateChoice.optional() })
export const SessionMade = z.object({ id: z.string(), url: z.string(), title: z.string(), state: State })
export type SessionMade = z.infer<typeof SessionMade>
export const SessionRow = SessionMade.extend({
  /** Why its report cannot be read, if so: nothing is written over it. */
  unreadable: z.string().optional(),
  date: z.string().nullable(),
  createdAt: time,
  /** What you are in it. */
  role: RoleName,
})
export type SessionRow = z.infer<typeof SessionRow>
export const ApprovalInfo = z.object({
  byName: z.string(),
  at: time,
  seq: z.number().int(),
  sha256: z.string(),
})
export type ApprovalInfo = z.infer<typeof ApprovalInfo>
export const SessionInfo = z.object({
  id: z.string(),
  url: z.string(),
  event: z.object({
    id: z.string(),
    name: z.string(),
    startDate: z.string().nullable(),
    endDate: z.string().nullable(),
  }),
  title: z.string(),
  state: State,
  role: RoleName,
  me: z.object({ id: z.string(), name: z.string() }),
  template: Template,
  /** The languages a report of this event may be written in. */
  languages: z.array(z.string()),
  /** The Word template that its Word documents come out in, if the event has one. */
  wordTemplate: z.object({ id: z.string(), name: z.string() }).optional(),
  approval: ApprovalInfo.optional(),
})
export type SessionInfo = z.infer<typeof SessionInfo>

/** Who made what version of a report (lib/export/stamp.ts). */
const StampInfo = z.object({
  session: z.string(),
  seq: z.number().int(),
  sha256: z.string(),
  at: time,
  approval: z.object({ byName: z.string(), at: time }).optional(),
})
/** The JSON export: the report and the stamp of its version. */
export const ReportExport = Report.extend({ stamp: StampInfo })

export const ReopenRequest = z.object({ reason: text(2000) })
export const StateChanged = z.object({ state: State, approval: ApprovalInfo.optional() })
export type StateChanged = z.infer<typeof StateChanged>

// Books

export const BookFormat = z.enum(['pdf', 'docx'])
export type BookFormat = z.infer<typeof BookFormat>
export const BookRequest = z.object({
  /** Ids of the sessions whose reports are wanted, drafts too; without it, all that are approved. */
  sessions: z.array(z.string()).min(1, 'Name at least one session, or leave the list out').optional(),
  /** What its own words are in; without it, the event's first language. */
  language: Language.optional(),
})
export type BookRequest = z.input<typeof BookRequest>
const SessionNamed = z.object({ session: z.string(), title: z.string() })
/** What is in a book, in its order, and what is not. */
export const BookResult = z.object({
  reports: z.array(SessionNamed.extend({ state: State })),
  /** Sessions without a report: nobody approved it, or nothing is written in it. */
  missing: z.array(SessionNamed.extend({ why: z.enum(['draft', 'review', 'empty']) })),
  /** Reports that could not be put into it. */
  leftOut: z.array(SessionNamed.extend({ reason: z.string() })),
})
export type BookResult = z.infer<typeof BookResult>
export const BookProgress = z.object({
  step: z.enum(['waiting', 'starting', 'reading', 'setting', 'storing', 'ended']),
  /** How many of how many reports have been read. */
  done: z.number().int(),
  total: z.number().int(),
  /** Of the whole work, from 0 to 1. */
  share: z.number(),
})
export type BookProgress = z.infer<typeof BookProgress>
export const BookInfo = z.object({
  id: z.string(),
  /** Where to ask how far it is. */
  url: z.string(),
  format: BookFormat,
  language: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  progress: BookProgress,
  /** Why there is none, in a sentence. */
  reason: z.string().optional(),
  /** Where its file is, once it is done. */
  file: z.string().optional(),
  result: BookResult.optional(),
  /** The sessions chosen; null: all whose reports are approved. */
  sessions: z.array(z.string()).nullable(),
  byName: z.string(),
  createdAt: time,
  finishedAt: time.nullable(),
})
export type BookInfo = z.infer<typeof BookInfo>

// History

/** A time of the history: those are written in ISO 8601, to the millisecond, as people and addresses have them. */
const Moment = z.iso
  .datetime({ offset: true, abort: true, error: 'A time is written 2020-10-22T14:30:00Z' })
  .refine((at) => !Number.isNaN(Date.parse(at)), 'There is no such time')
  .transform((at) => Date.parse(at))
/** The query of an export: how the report was at a time. */
export const AtQuery = z.object({ at: Moment.optional() })
export const WordQuery = AtQuery.extend({
  template: z
    .string()
    .optional()
    .describe('A Word template of the event, or “none”; the one in force unless said otherwise'),
})
export const PdfQuery = AtQuery.extend({
  standard: z
    .string()
    .optional()
    .meta({ enum: [...PDF_STANDARDS], description: 'PDF/UA-1 (unless said otherwise) or PDF/A-2a' }),
})
/** A minute in which something was written: what the report was at its end can be read, and brought back. */
export const HistoryPoint = z.object({
  at: z.iso.datetime(),
  /** The log sequence that it contains. */
  seq: z.number().int(),
  /** The names of those who wrote. */
  people: z.array(z.string()),
})
export type HistoryPoint = z.infer<typeof HistoryPoint>
export const RestoreRequest = z.object({ at: Moment, reason: text(2000) })
export const Restored = z.object({ seq: z.number().int() })
export const StepInfo = z.object({ actor: z.string(), action: z.string(), detail: z.string(), at: time })
export type StepInfo = z.infer<typeof StepInfo>

// Links and people

const LinkAddress = { email: Email.optional(), days: z.number().int().min(1).max(365).default(14) }
export const SessionLinkRequest = z.object({
  role: z.enum(['moderator', 'rapporteur', 'reader']),
  ...LinkAddress,
})
export type SessionLinkRequest = z.input<typeof SessionLinkRequest>
export const EventLinkRequest = z.object({ role: z.literal('organiser'), ...LinkAddress })
export type EventLinkRequest = z.input<typeof EventLinkRequest>
export const LinkMade = z.object({
  id: z.string(),
  /** Shown this once: only a hash of its secret is kept. */
  url: z.string(),
  role: RoleName,
  expiresAt: time,
  /** Whether it is also on its way by e-mail. */
  mailed: z.boolean(),
})
export type LinkMade = z.infer<typeof LinkMade>
export const LinkInfo = z.object({
  id: z.string(),
  kind: z.enum(['join', 'invite']),
  role: RoleName,
  email: z.string().nullable(),
  createdAt: time,
  expiresAt: time,
  revokedAt: time.nullable(),
  usedAt: time.nullable(),
  /** Its e-mail could not be sent, or not yet; null: it was, or there is none. */
  mail: z.enum(['delayed', 'failed']).nullable(),
})
export type LinkInfo = z.infer<typeof LinkInfo>
export const LookRequest = z.object({ secret: Secret })
export const LookedAt = z.object({
  kind: z.enum(['join', 'invite', 'setup']),
  role: RoleName,
  event: z.object({ id: z.string(), name: z.string() }).optional(),
  session: z.object({ id: z.string(), title: z.string() }).optional(),
  email: z.string().optional(),
  /** Who opens it, where that is known: an account, or a guest of the session already. */
  you: z.object({ kind: z.enum(['user', 'guest']), name: z.string() }).optional(),
})
export type LookedAt = z.infer<typeof LookedAt>
export const JoinRequest = z.object({
  secret: Secret,
  /** For a guest; an account has its name. */
  name: text(200),
})
export const Joined = z.object({ session: z.string() })
export const AcceptRequest = z.object({
  secret: Secret,
  name: text(200).optional(),
  email: Email.optional(),
  password: z.string().max(200).optional(),
})
export const Accepted = z.object({ session: z.string().optional(), event: z.string().optional() })
export type Accepted = z.infer<typeof Accepted>
export const PersonInfo = z.object({
  membership: z.string(),
  name: z.string(),
  role: RoleName,
  kind: z.enum(['account', 'guest']),
  email: z.string().nullable(),
  /** Whether the person belongs to the whole event and so cannot be removed from one session. */
  ofEvent: z.boolean(),
  joinedAt: time,
})
export type PersonInfo = z.infer<typeof PersonInfo>

export const TicketMade = z.object({
  ticket: z.string(),
  /** The ws:// address to connect to, ticket included. */
  url: z.string(),
  expiresAt: time,
})
export type TicketMade = z.infer<typeof TicketMade>
export const PictureAdded = PictureFile.omit({ data: true })
export type PictureAdded = z.infer<typeof PictureAdded>
