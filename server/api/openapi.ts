import { z } from 'zod'
import { named } from '@/lib/api/named'
import type { Access, Endpoint } from './endpoint'

type Json = Record<string, unknown>

const SECURITY: Record<Access['of'], Json[]> = {
  anyone: [],
  account: [{ bearer: [] }, { login: [] }],
  event: [{ bearer: [] }, { login: [] }],
  session: [{ bearer: [] }, { login: [] }, { guest: [] }],
}

/** What server/http/front.ts answers by itself, beside the API. */
const HEALTH: Record<string, { summary: string; media: string; unready?: string }> = {
  '/healthz': { summary: 'Whether the process lives', media: 'text/plain' },
  '/readyz': {
    summary: 'Whether it takes requests and its database answers',
    media: 'application/json',
    unready: 'Not now: it starts, stops, or its database does not answer',
  },
  '/metrics': { summary: 'What it counts, as Prometheus text', media: 'text/plain' },
}

/** The OpenAPI 3.1 document of a table of endpoints. */
export function openApi(table: readonly Endpoint[]): Json {
  const { schemas } = z.toJSONSchema(named, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  })
  const paths: Record<string, Json> = {}
  for (const endpoint of table) {
    paths[endpoint.path] ??= {}
    paths[endpoint.path]![endpoint.method.toLowerCase()] = operation(endpoint)
  }
  for (const [path, { summary, media, unready }] of Object.entries(HEALTH))
    paths[path] = {
      servers: [{ url: '/' }],
      get: {
        operationId: `get${path[1]!.toUpperCase()}${path.slice(2)}`,
        summary,
        security: [],
        responses: {
          200: { description: 'Done', content: { [media]: {} } },
          ...(unready ? { 503: { description: unready, content: { [media]: {} } } } : {}),
        },
      },
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapporteur',
      version: '1',
      description:
        'Times are milliseconds since 1970; those of the history are ISO 8601. What goes wrong is answered as application/problem+json (RFC 9457).',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)])),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A token from POST /tokens' },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'E-mail address and password, for POST /tokens',
        },
        login: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
        guest: { type: 'apiKey', in: 'cookie', name: 'rapporteur-guest-{session}' },
      },
    },
  }
}

function operation(endpoint: Endpoint): Json {
  const { method, path, summary, access, answer } = endpoint
  const security =
    path === '/tokens' && method === 'POST' ? [{ basic: [] }, { login: [] }] : SECURITY[access.of]
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[{}]/g, '').replace(/[/.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...parameters(endpoint),
    ...requestBody(endpoint),
    security,
    responses: {
      [answer.status]: { description: 'Done', ...headers(answer), ...content(answer) },
      default: {
        description: 'What is wrong',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function parameters({ path, query }: Endpoint): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1]!,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: plain(z.toJSONSchema(schema as z.ZodType, { io: 'input' }) as Json),
  }))
  const all = [...inPath, ...inQuery]
  return all.length > 0 ? { parameters: all } : {}
}

function headers(answer: Endpoint['answer']): Json {
  if (!('headers' in answer) || !answer.headers) return {}
  const described = Object.entries(answer.headers).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ])
  return { headers: Object.fromEntries(described) }
}

function content(answer: Endpoint['answer']): Json {
  if ('schema' in answer) return { content: { 'application/json': { schema: schemaOf(answer.schema) } } }
  if (!('media' in answer)) return {}
  return { content: Object.fromEntries(answer.media.map((type) => [type, {}])) }
}

function requestBody({ body, documented, optional }: Endpoint): Json {
  if (body === undefined) return {}
  const pictures = Object.fromEntries(['image/jpeg', 'image/png', 'image/webp'].map((type) => [type, {}]))
  const form = {
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
    },
  }
  const content =
    body === 'picture'
      ? { ...pictures, 'multipart/form-data': form }
      : body === 'file'
        ? { 'application/octet-stream': {}, 'multipart/form-data': form }
        : { 'application/json': { schema: schemaOf(documented ?? body) } }
  return { requestBody: { required: !optional, content } }
}

/** A named schema by reference, a list of one as a list; every other would be written out, and there is none. */
function schemaOf(schema: z.ZodType): Json {
  const id = named.get(schema)?.id
  if (id) return { $ref: `#/components/schemas/${id}` }
  if (schema instanceof z.ZodArray) return { type: 'array', items: schemaOf(schema.element as z.ZodType) }
  throw new Error('A schema of the API has no name (lib/api/named.ts)')
}

/** Without what only a free-standing schema says. */
function plain({ $schema: _, $id: __, ...schema }: Json): Json {
  return schema
}
