import type { Fault } from '@/lib/report/parse'

/** What the API answers instead of what was asked (RFC 9457). `detail` is a sentence for people. */
export class Refusal extends Error {
  override name = 'Refusal'
  constructor(
    readonly status: number,
    /** Names the problem for programs. */
    readonly code: string,
    detail: string,
    readonly more: { faults?: Fault[]; headers?: Record<string, string> } = {},
  ) {
    super(detail)
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported type',
  422: 'Faulty content',
  429: 'Too many tries',
  500: 'Server error',
  503: 'Not to be had now',
}

export function problemResponse({ status, code, message, more }: Refusal): Response {
  const problem = {
    type: `urn:rapporteur:problem:${code}`,
    title: TITLES[status] ?? `HTTP ${status}`,
    status,
    detail: message,
    code,
    ...(more.faults ? { faults: more.faults } : {}),
  }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...more.headers },
  })
}

export function notFound(what: string, sentence: string): Refusal {
  return new Refusal(404, `unknown-${what}`, sentence)
}

/** Every fault in what was sent; nothing was created. */
export function faulty(faults: Fault[]): Refusal {
  const { path, reason } = faults[0]!
  const sentence = reason.replace(/\.$/, '')
  const first = path === '' ? sentence : `${path}: ${sentence}`
  const more = faults.length === 1 ? '' : ` And ${faults.length - 1} more, see faults.`
  return new Refusal(422, 'faulty', `What was sent does not fit. ${first}.${more}`, { faults })
}
