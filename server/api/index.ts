import { type Endpoint, endpoint } from './endpoint'
import { openApi } from './openapi'
import { createRouter } from './router'
import { accounts } from './routes/accounts'
import { events } from './routes/events'
import { links } from './routes/links'
import { sessions } from './routes/sessions'

/** Every endpoint of the HTTP API. */
export const table: readonly Endpoint[] = [
  ...accounts,
  ...events,
  ...sessions,
  ...links,
  endpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: { of: 'anyone' },
    answer: { status: 200, media: ['application/json'] },
    handle: async () => openApi(table),
  }),
]

/** Answers a request below /api/v1. */
export const handleApi = createRouter(table)
