import { reportJsonSchema } from '@/lib/export'
import { type Endpoint, endpoint } from './endpoint'
import { openApi } from './openapi'
import { createRouter } from './router'
import { accounts } from './routes/accounts'
import { books } from './routes/books'
import { check } from './routes/check'
import { events } from './routes/events'
import { imports } from './routes/imports'
import { links } from './routes/links'
import { sessions } from './routes/sessions'
import { wordTemplates } from './routes/word-templates'

/** Every endpoint of the HTTP API. */
export const table: readonly Endpoint[] = [
  ...accounts,
  ...events,
  ...books,
  ...check,
  ...wordTemplates,
  ...sessions,
  ...imports,
  ...links,
  endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: { of: 'anyone' },
    answer: { status: 200, media: ['application/json'] },
    handle: async () => openApi(table),
  }),
  endpoint({
    method: 'GET',
    path: '/report.schema.json',
    summary: 'The JSON Schema of a report, as sessions are created from one and as it is exported',
    access: { of: 'anyone' },
    answer: { status: 200, media: ['application/json'] },
    handle: async () => reportJsonSchema(),
  }),
]

/** Answers a request below /api/v1. */
export const handleApi = createRouter(table)
