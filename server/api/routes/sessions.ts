import { z } from 'zod'
import {
  ApprovalInfo,
  AtQuery,
  HistoryPoint,
  PdfQuery,
  PictureAdded,
  ReopenRequest,
  ReportExport,
  Restored,
  RestoreRequest,
  SessionInfo,
  StateChanged,
  StepInfo,
  TicketMade,
  WordQuery,
} from '@/lib/api/schemas'
import { FORMATS, type Format, MEDIA_TYPES, PDF_STANDARDS, type PdfStandard } from '@/lib/export'
import { hashSecret, newSecret } from '../../accounts/secrets'
import { nameOf, writeOrigin } from '../../accounts/visitor'
import { templateOf } from '../../events/session-template'
import type { ExportOptions } from '../../export'
import { instance } from '../../instance'
import {
  approve,
  historyOf,
  readReport,
  readReportAt,
  reopen,
  restore,
  submit,
  withdraw,
} from '../../reports'
import type { Approval, Event, Session } from '../../store/store'
import { now } from '../../time'
import { wordTemplateInForce } from '../../word-templates/list'
import { endpoint } from '../endpoint'
import { notFound, Refusal } from '../problem'
import { exportResponse, pictureResponse } from '../responses'
import { sessionUrl } from './events'
import { wordTemplateFor } from './word-templates'

const TICKET_SECONDS = 60

/** What openapi.json says of an export's headers. */
const STAMPED = {
  'X-Report-Seq': 'The sequence of the last change that the file contains',
  'X-Report-Sha256': 'The SHA-256 of its content',
  ETag: 'The SHA-256 of the file',
}

export const sessions = [
  endpoint({
    method: 'GET',
    path: '/sessions/{session}',
    summary: 'A session, and what you are in it',
    access: { of: 'session', may: 'read' },
    answer: { status: 200, schema: SessionInfo },
    handle: async ({ session, event, role, visitor }) => {
      const { report } = await readReport(session)
      const approval = await approvalOf(session)
      const wordTemplate = await wordTemplateInForce(event.id)
      return {
        id: session.id,
        url: sessionUrl(session.id),
        event: {
          id: event.id,
          name: event.name,
          startDate: event.startDate ?? null,
          endDate: event.endDate ?? null,
        },
        title: report.title,
        state: session.state,
        role,
        me: nameOf(visitor),
        template: templateOf(session),
        languages: event.languages,
        ...(wordTemplate ? { wordTemplate } : {}),
        ...(approval ? { approval } : {}),
      }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/report',
    summary:
      'The report as JSON, as it is or as it was at a time, pictures inside, with the stamp of its version',
    access: { of: 'session', may: 'read' },
    query: AtQuery,
    answer: { status: 200, schema: ReportExport, headers: STAMPED },
    handle: async ({ session, event, query }) => {
      const response = await exported({ session, event }, 'json', query)
      response.headers.delete('content-disposition')
      return response
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/report.pdf',
    summary: 'The report as a PDF file, PDF/UA-1 or another standard, as it is or as it was at a time',
    access: { of: 'session', may: 'read' },
    query: PdfQuery,
    answer: { status: 200, media: [MEDIA_TYPES.pdf], headers: STAMPED },
    handle: ({ session, event, query }) =>
      exported({ session, event }, 'pdf', query, { standard: standardOf(query.standard) }),
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/report.docx',
    summary: 'The report as a Word document, in the event’s Word template, as it is or as it was at a time',
    access: { of: 'session', may: 'read' },
    query: WordQuery,
    answer: { status: 200, media: [MEDIA_TYPES.docx], headers: STAMPED },
    handle: async ({ session, event, query }) => {
      const template = await wordTemplateFor(event, query.template)
      return exported({ session, event }, 'docx', query, { template })
    },
  }),
  ...FORMATS.filter((format) => format !== 'pdf' && format !== 'docx').map((format) =>
    endpoint({
      method: 'GET',
      path: `/sessions/{session}/report.${format}`,
      summary: `The report as a ${format.toUpperCase()} file, as it is or as it was at a time`,
      access: { of: 'session', may: 'read' },
      query: AtQuery,
      answer:
        format === 'json'
          ? { status: 200, schema: ReportExport, headers: STAMPED }
          : { status: 200, media: [MEDIA_TYPES[format].split(';')[0]!], headers: STAMPED },
      handle: ({ session, event, query }) => exported({ session, event }, format, query),
    }),
  ),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/submit',
    summary: 'Hand the draft in for review',
    access: { of: 'session', may: 'submit' },
    answer: { status: 200, schema: StateChanged },
    handle: async ({ session, visitor }) => {
      await submit(session, visitor)
      return stateNow(session)
    },
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/withdraw',
    summary: 'Take the report back from review',
    access: { of: 'session', may: 'submit' },
    answer: { status: 200, schema: StateChanged },
    handle: async ({ session, visitor }) => {
      await withdraw(session, visitor)
      return stateNow(session)
    },
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/approve',
    summary: 'Approve the report: freezes this exact version',
    access: { of: 'session', may: 'approve' },
    answer: { status: 200, schema: StateChanged },
    handle: async ({ session, visitor }) => {
      await approve(session, visitor)
      return stateNow(session)
    },
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/reopen',
    summary: 'Reopen an approved report, with a reason',
    access: { of: 'session', may: 'reopen' },
    body: ReopenRequest,
    answer: { status: 200, schema: StateChanged },
    handle: async ({ session, visitor, body }) => {
      await reopen(session, body.reason, visitor)
      return stateNow(session)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/approval',
    summary: 'Who approved which version, and when',
    access: { of: 'session', may: 'read' },
    answer: { status: 200, schema: ApprovalInfo },
    handle: async ({ session }) => {
      const approval = await approvalOf(session)
      if (!approval) throw notFound('approval', 'This report is not approved.')
      return approval
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/steps',
    summary: 'What happened to the session, oldest first',
    access: { of: 'session', may: 'read' },
    answer: { status: 200, schema: z.array(StepInfo) },
    handle: async ({ session }) => {
      const steps = await instance().store.steps.ofSession(session.id)
      return steps.map(({ actor, action, detail, at }) => ({ actor, action, detail, at }))
    },
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/history',
    summary: 'The minutes in which something was written, newest first: each can be read, and brought back',
    access: { of: 'session', may: 'read' },
    answer: { status: 200, schema: z.array(HistoryPoint) },
    handle: async ({ session }) =>
      (await historyOf(session)).map((point) => ({ ...point, at: new Date(point.at).toISOString() })),
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/restore',
    summary:
      'Bring the report back to how it was at a time, with a reason; what was written since stays in the history',
    access: { of: 'session', may: 'restore' },
    body: RestoreRequest,
    answer: { status: 200, schema: Restored },
    handle: ({ session, visitor, body }) => restore(session, body.at, body.reason, visitor),
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/pictures',
    summary: 'Store a picture; put what is answered into the report',
    access: { of: 'session', may: 'write' },
    body: 'picture',
    answer: { status: 201, schema: PictureAdded },
    handle: ({ session, body }) => instance().files.add(body, { event: session.event, session: session.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/sessions/{session}/pictures/{sha256}',
    summary: 'A stored picture',
    access: { of: 'session', may: 'read' },
    answer: { status: 200, media: ['image/jpeg', 'image/png', 'image/webp'] },
    handle: async ({ session, params }) => {
      const sha256 = params.sha256!
      const picture = await instance().files.read({ event: session.event, session: session.id }, sha256)
      if (!picture) throw notFound('picture', 'This session has no such picture.')
      return pictureResponse(picture, sha256, 'forever')
    },
  }),
  endpoint({
    method: 'POST',
    path: '/sessions/{session}/ticket',
    summary: 'A short-lived ticket with which a y-websocket client joins',
    access: { of: 'session', may: 'read' },
    answer: { status: 201, schema: TicketMade },
    handle: async ({ session, visitor }) => {
      const { store, config } = instance()
      const ticket = newSecret()
      const { expiresAt } = await store.tokens.create({
        kind: 'ticket',
        secretHash: hashSecret(ticket),
        user: visitor.kind === 'user' ? visitor.user.id : undefined,
        membership: visitor.kind === 'guest' ? visitor.membership.id : undefined,
        session: session.id,
        label: writeOrigin(visitor),
        expiresAt: now() + TICKET_SECONDS * 1000,
      })
      const url = `${config.baseUrl.replace(/^http/, 'ws')}/collab/${session.id}?ticket=${ticket}`
      return { ticket, url, expiresAt }
    },
  }),
]

function standardOf(name: string | undefined): PdfStandard | undefined {
  const known = PDF_STANDARDS.find((standard) => standard === name)
  if (name !== undefined && !known)
    throw new Refusal(
      400,
      'unknown-standard',
      `There is no PDF standard “${name}” here. There are ${PDF_STANDARDS.join(' and ')}.`,
    )
  return known
}

/** `at`: milliseconds since 1970; without it the report as it is now. */
async function exported(
  { session, event }: { session: Session; event: Event },
  format: Format,
  { at }: { at?: number | undefined },
  options: ExportOptions = {},
): Promise<Response> {
  const { exporter, files } = instance()
  const { report, stamp } = at === undefined ? await readReport(session) : await readReportAt(session, at)
  const owner = { event: event.id, session: session.id }
  const pictures = async (sha256: string) => (await files.read(owner, sha256))?.bytes
  const input = { report, stamp, pictures, options: { ...options, banner: event.banner } }
  return exportResponse(format, await exporter.render(format, input), { report, stamp })
}

async function stateNow(session: Session): Promise<z.output<typeof StateChanged>> {
  const now = (await instance().store.sessions.byId(session.id))!
  const approval = await approvalOf(now)
  return { state: now.state, ...(approval ? { approval } : {}) }
}

async function approvalOf(session: Session): Promise<z.output<typeof ApprovalInfo> | undefined> {
  if (session.state !== 'approved') return undefined
  const approval: Approval | undefined = await instance().store.approvals.latest(session.id)
  return approval && { byName: approval.byName, at: approval.at, seq: approval.seq, sha256: approval.sha256 }
}
