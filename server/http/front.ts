import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Config } from '../config'
import { settleForwarded } from './forwarded'
import { secure } from './headers'
import type { Metrics } from './metrics'

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Next, once it is prepared. */
export type Pages = { handle: RequestListener; upgrade: Upgrade | undefined }

/** Where the process is: pages are served while it is running, sockets until it stops. */
export type Phase = { kind: 'starting' } | { kind: 'running'; pages: Pages } | { kind: 'stopping' }

export type FrontOptions = {
  config: Config
  phase: () => Phase
  ping: () => Promise<void>
  metrics: Pick<Metrics, 'render'>
  /** Takes the upgrades below /collab/. */
  collab: Upgrade
  /** Takes the requests below /collab/, of those whom no upgrade gets through. */
  exchange: RequestListener
}

/** What stands before Next: health, metrics, security headers, and the choice of who gets an upgrade. */
export function createFront(options: FrontOptions): { request: RequestListener; upgrade: Upgrade } {
  const { config, phase } = options

  async function request(incoming: IncomingMessage, response: ServerResponse) {
    const path = pathOf(incoming)
    if (path === '/healthz') return answer(response, 200, 'text/plain', 'ok\n')
    if (path === '/readyz') return readiness(response)
    if (path === '/metrics') {
      const { type, body } = await options.metrics.render()
      return answer(response, 200, type, body)
    }
    const now = phase()
    if (path.startsWith('/collab/') && now.kind !== 'stopping') {
      settleForwarded(incoming, config.trustProxy)
      return options.exchange(incoming, response)
    }
    if (now.kind !== 'running') {
      response.setHeader('Retry-After', '2')
      return answer(response, 503, 'text/plain', `Rapporteur is ${now.kind}. Try again in a moment.\n`)
    }
    settleForwarded(incoming, config.trustProxy)
    secure(incoming, response, config)
    now.pages.handle(incoming, response)
  }

  async function readiness(response: ServerResponse) {
    const state = phase().kind
    const store = await options.ping().then(
      () => 'ok',
      () => 'failing',
    )
    const ready = state === 'running' && store === 'ok'
    answer(response, ready ? 200 : 503, 'application/json', `${JSON.stringify({ state, store })}\n`)
  }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer) {
    socket.on('error', () => socket.destroy())
    const now = phase()
    if (now.kind === 'stopping') return refuse(socket, '503 Service Unavailable')
    const path = pathOf(incoming)
    if (path.startsWith('/collab/')) {
      settleForwarded(incoming, config.trustProxy)
      return options.collab(incoming, socket, head)
    }
    if (path.startsWith('/_next/') && now.kind === 'running' && now.pages.upgrade)
      return now.pages.upgrade(incoming, socket, head)
    refuse(socket, '404 Not Found')
  }

  return {
    request: (incoming, response) => {
      request(incoming, response).catch((error) => {
        console.error(error)
        if (!response.headersSent) answer(response, 500, 'text/plain', 'Something went wrong.\n')
        else response.destroy()
      })
    },
    upgrade,
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0]!
}

function answer(response: ServerResponse, status: number, type: string, body: string) {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  response.end(body)
}

function refuse(socket: Duplex, status: string) {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
