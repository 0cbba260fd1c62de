import { z } from 'zod'
import { WordTemplateInfo } from '@/lib/api/word-template'
import { MEDIA_TYPES } from '@/lib/export'
import { Language } from '@/lib/report/language'
import { instance } from '../../instance'
import type { Event, WordTemplate } from '../../store/store'
import { isWordTemplateRefused } from '../../word-templates'
import { infoOf, listWordTemplates } from '../../word-templates/list'
import { endpoint } from '../endpoint'
import { notFound, Refusal } from '../problem'
import { disposition } from '../responses'

const FILE_BYTES = 10 * 1024 * 1024

export const wordTemplates = [
  endpoint({
    method: 'GET',
    path: '/events/{event}/templates',
    summary: 'The Word templates of an event, newest first: that one is in force',
    access: { of: 'event', may: 'read' },
    answer: { status: 200, schema: z.array(WordTemplateInfo) },
    handle: ({ event }) => listWordTemplates(event),
  }),
  endpoint({
    method: 'POST',
    path: '/events/{event}/templates',
    summary:
      'Upload a Word template (.docx with placeholders); from then on the event’s reports come out in it',
    access: { of: 'event', may: 'organise' },
    query: z.object({
      name: z.string().max(200).optional().describe('What the file is called, if it is sent raw'),
    }),
    body: 'file',
    limit: FILE_BYTES,
    answer: { status: 201, schema: WordTemplateInfo },
    handle: async ({ event, visitor: { user }, body, query, headers }) => {
      const file = { bytes: body.bytes, name: query.name ?? body.name }
      const made = await instance().wordTemplates.add(event, file, user).catch(refuse)
      headers.set('location', `/api/v1/events/${event.id}/templates/${made.id}`)
      return infoOf(made, event, true)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}/templates/sample.docx',
    summary: 'A Word template to begin with: every section of the event’s reports has its place in it',
    access: { of: 'event', may: 'read' },
    query: z.object({ language: Language.optional() }),
    answer: { status: 200, media: [MEDIA_TYPES.docx] },
    handle: async ({ event, query }) => {
      const bytes = await instance().wordTemplates.sample(event, query.language ?? event.languages[0] ?? 'en')
      return fileResponse(bytes, 'sample.docx')
    },
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}/templates/{template}',
    summary: 'A Word template, as it was uploaded',
    access: { of: 'event', may: 'read' },
    answer: { status: 200, media: [MEDIA_TYPES.docx] },
    handle: async ({ event, params }) => {
      const template = await wordTemplate(event, params.template!)
      const bytes = await instance().wordTemplates.read(template)
      if (!bytes) throw notFound('template', 'The file of this Word template is missing.')
      return fileResponse(bytes, template.name)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/events/{event}/templates/{template}',
    summary: 'Remove a Word template; the one before it is in force again, or none',
    access: { of: 'event', may: 'organise' },
    answer: { status: 204 },
    handle: async ({ event, params, visitor: { user } }) => {
      await instance().wordTemplates.remove(await wordTemplate(event, params.template!), user)
    },
  }),
]

/**
 * The bytes of the Word template that a report comes out in: the one asked for, or the one in force; undefined for
 * `none`, or if there is none. Throws `unknown-template`.
 */
export async function wordTemplateFor(
  event: Event,
  wanted: string | undefined,
): Promise<Uint8Array | undefined> {
  if (wanted === 'none') return undefined
  const { store, wordTemplates } = instance()
  const template =
    wanted === undefined
      ? (await store.wordTemplates.ofEvent(event.id))[0]
      : await wordTemplate(event, wanted)
  return template && wordTemplates.read(template)
}

async function wordTemplate(event: Event, id: string): Promise<WordTemplate> {
  const template = await instance().store.wordTemplates.byId(id)
  if (template?.event !== event.id) throw notFound('template', 'This event has no such Word template.')
  return template
}

const STATUS: Record<string, number> = {
  'word-too-big': 413,
  'word-not-docx': 415,
  'word-old-or-protected': 415,
  'word-strict': 415,
}

function refuse(error: unknown): never {
  if (!isWordTemplateRefused(error)) throw error
  throw new Refusal(STATUS[error.code] ?? 422, error.code, error.message)
}

function fileResponse(bytes: Uint8Array, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': MEDIA_TYPES.docx,
      'content-disposition': disposition(name),
      'x-content-type-options': 'nosniff',
    },
  })
}
