import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import type { Config } from '../config'
import { createFront, type FrontOptions, type Phase } from './front'
import { createMetrics } from './metrics'

const config: Config = {
  mode: 'production',
  port: 3000,
  host: undefined,
  dataDir: '/nowhere',
  baseUrl: 'https://reports.example.org',
  databaseUrl: undefined,
  redisUrl: undefined,
  secret: '',
  admin: undefined,
  smtp: undefined,
  s3: undefined,
  oidc: undefined,
  trustProxy: false,
}

const ok = async () => {}
/** Stands for Next: shows what it was given. */
const running: Phase = {
  kind: 'running',
  pages: {
    handle: (request, response) => response.end(JSON.stringify(request.headers)),
    upgrade: undefined,
  },
}

async function serve(options: Partial<FrontOptions> & { phase: () => Phase }) {
  const front = createFront({
    config,
    ping: ok,
    metrics: createMetrics(),
    collab: () => {},
    exchange: () => {},
    ...options,
  })
  const server = createServer(front.request).on('upgrade', front.upgrade).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    get: (path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers }),
    /** The first line that an upgrade of `path` is answered with. */
    async upgrade(path: string) {
      const socket = connect(port, '127.0.0.1')
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      return (await text(socket)).split('\r\n')[0]
    },
  }
}

test('While it starts it is alive and not ready, and asks visitors to come back', async () => {
  const { get } = await serve({ phase: () => ({ kind: 'starting' }) })
  expect((await get('/healthz')).status).toBe(200)
  const ready = await get('/readyz')
  expect([ready.status, await ready.json()]).toEqual([503, { state: 'starting', store: 'ok' }])
  const page = await get('/')
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '2'])
})

test('It is ready while it runs and its store answers', async () => {
  const { get } = await serve({ phase: () => running })
  expect((await get('/readyz')).status).toBe(200)
  const failing = await serve({ phase: () => running, ping: () => Promise.reject(new Error('disk full')) })
  const ready = await failing.get('/readyz')
  expect([ready.status, await ready.json()]).toEqual([503, { state: 'running', store: 'failing' }])
})

test('Metrics are served as Prometheus text, at every scrape anew', async () => {
  const metrics = createMetrics()
  const { get } = await serve({ phase: () => running, metrics })
  for (let scrape = 1; scrape <= 2; scrape++) {
    metrics.commits.committed(12, 3)
    const response = await get('/metrics')
    expect(response.headers.get('content-type')).toContain('text/plain')
    const body = await response.text()
    expect(body).toContain(`\nrapporteur_log_entries_total ${12 * scrape}\n`)
    expect(body).toContain('process_cpu_seconds_total')
  }
})

test('Pages run the scripts that carry the nonce of this answer, and sit in no frame', async () => {
  const { get } = await serve({ phase: () => running })
  const [one, two] = [await get('/'), await get('/')]
  const policy = one.headers.get('content-security-policy')!
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/]+=*';/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("connect-src 'self' wss://reports.example.org")
  expect(two.headers.get('content-security-policy')).not.toBe(policy)
  expect(await one.json()).toMatchObject({ 'content-security-policy': policy })
  expect(one.headers.get('x-content-type-options')).toBe('nosniff')
  expect(one.headers.get('referrer-policy')).toBe('same-origin')
})

test('Files of the API run nothing', async () => {
  const { get } = await serve({ phase: () => running })
  const policy = (await get('/api/v1/sessions/x/report.html')).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('script-src')
})

test("A client's claim about its address counts only behind a proxy of ours", async () => {
  const claim = { 'x-forwarded-for': '9.9.9.9', 'x-forwarded-host': 'evil.example' }
  const alone = await (await serve({ phase: () => running })).get('/', claim)
  expect(await alone.json()).toMatchObject({ 'x-forwarded-for': '127.0.0.1' })
  const behind = await serve({ phase: () => running, config: { ...config, trustProxy: true } })
  expect(await (await behind.get('/', claim)).json()).toMatchObject(claim)
})

test('Only /collab/ is upgraded, also while it starts, and nothing once it stops', async () => {
  const collab: FrontOptions['collab'] = (_, socket) => socket.end('HTTP/1.1 101 Collab\r\n\r\n')
  const open = await serve({ phase: () => running, collab })
  expect(await open.upgrade('/collab/abc?ack=1')).toBe('HTTP/1.1 101 Collab')
  expect(await open.upgrade('/_next/webpack-hmr')).toBe('HTTP/1.1 404 Not Found')
  expect(await open.upgrade('/')).toBe('HTTP/1.1 404 Not Found')
  const starting = await serve({ phase: () => ({ kind: 'starting' }), collab })
  expect(await starting.upgrade('/collab/abc')).toBe('HTTP/1.1 101 Collab')
  const stopping = await serve({ phase: () => ({ kind: 'stopping' }), collab })
  expect(await stopping.upgrade('/collab/abc')).toBe('HTTP/1.1 503 Service Unavailable')
})

test('Requests below /collab/ go where its upgrades go, also while it starts, and not once it stops', async () => {
  const exchange: FrontOptions['exchange'] = (request, response) =>
    response.end(`${request.url} from ${request.headers['x-forwarded-for']}`)
  for (const phase of [running, { kind: 'starting' }] as Phase[]) {
    const { get } = await serve({ phase: () => phase, exchange })
    const answer = await get('/collab/abc?ack=1', { 'x-forwarded-for': '1.2.3.4' })
    expect(await answer.text()).toMatch(/^\/collab\/abc\?ack=1 from .*127\.0\.0\.1$/)
  }
  const stopping = await serve({ phase: () => ({ kind: 'stopping' }), exchange })
  expect((await stopping.get('/collab/abc')).status).toBe(503)
})
