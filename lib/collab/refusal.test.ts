import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { askWhy } from './refusal'

/** Asks a server that answers everything with this. */
async function answering(status: number, type: string, body: string) {
  const answer = (_: unknown, response: ServerResponse) =>
    response.writeHead(status, { 'content-type': type }).end(body)
  const server = createServer(answer).listen(0)
  onTestFinished(() => void server.close())
  return askWhy(`http://localhost:${(server.address() as AddressInfo).port}`)
}

const problem = JSON.stringify({
  type: 'urn:rapporteur:problem:not-allowed',
  title: '',
  status: 403,
  detail: '',
})

test.each([
  [401, 'signedOut'],
  [403, 'revoked'],
  [404, 'noSession'],
] as const)(
  'What our own API refuses with %i is refused for good: %s (SPEC: Alive)',
  async (status, reason) => {
    expect(await answering(status, 'application/problem+json', problem)).toEqual({ kind: 'refused', reason })
  },
)

test.each([
  [404, 'text/html', '<h1>Not found</h1>'],
  [403, 'text/html; charset=utf-8', '<h1>Sign in to the hotel</h1>'],
  [401, 'application/json', problem],
  [403, 'application/problem+json', '{"type":"about:blank"}'],
  [403, 'application/problem+json', 'null'],
  [404, 'application/problem+json', '<h1>Not found</h1>'],
  [502, 'text/html', '<h1>Bad gateway</h1>'],
  [503, 'application/problem+json', problem],
])(
  'What somebody between answers (%i %s %s) is no refusal: it is tried again (SPEC 3)',
  async (...answer) => {
    expect(await answering(...answer)).toEqual({ kind: 'silence' })
  },
)

test('Whom the server would let in is told that it is the way that fails', async () => {
  expect(await answering(200, 'application/json', '{}')).toEqual({ kind: 'welcome' })
})
