import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * What a proxy does to WebSockets: lets them through, answers with an error, never answers, or opens them and swallows
 * every frame.
 */
export type Upgrades = 'pass' | 'refuse' | 'hang' | 'swallow'

export type Between = {
  /** http://localhost:… */
  url: string
  port: number
  upgrades: Upgrades
  /** How many upgrades were asked for. */
  asked: number
  /** From now on nothing gets through, neither way, and nobody is told. */
  darken(): void
  /** Everything gets through again; what was open in the dark stays lost. */
  lighten(): void
  /** Ends every connection that is open. */
  cut(): void
  stop(): Promise<void>
}

/** A proxy of our own before the server on `target`, for tests of what proxies do. */
export async function startProxy(target: number, upgrades: Upgrades = 'pass'): Promise<Between> {
  const open = new Set<Duplex>()
  const lost = new WeakSet<Duplex>()
  let dark = false

  const server = createServer((incoming, outgoing) => {
    if (isLost(incoming.socket)) return
    const { method, url, headers } = incoming
    const passed = request({ port: target, method, path: url, headers, agent: false }, (answer) => {
      if (isLost(incoming.socket)) return
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    if (dark) lost.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
  })
  server.on('upgrade', (incoming, socket, head) => {
    proxy.asked++
    if (isLost(socket) || proxy.upgrades === 'hang') return
    if (proxy.upgrades === 'refuse') return socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    if (proxy.upgrades === 'swallow') return swallow(incoming, socket)
    const upstream = connect(target, 'localhost')
    upstream.on('error', () => {})
    upstream.write(`${headOf(incoming)}\r\n\r\n`)
    upstream.write(head)
    join(socket, upstream)
    join(upstream, socket)
  })
  server.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const proxy: Between = {
    url: `http://localhost:${port}`,
    port,
    upgrades,
    asked: 0,
    darken() {
      dark = true
      for (const socket of open) lost.add(socket)
    },
    lighten() {
      dark = false
    },
    cut() {
      for (const socket of open) socket.destroy()
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      proxy.cut()
      await closed
    },
  }
  return proxy

  /** Nothing comes out of a connection that was open in the dark, also afterwards. */
  function isLost(socket: Duplex): boolean {
    return lost.has(socket)
  }

  function join(from: Duplex, to: Duplex): void {
    from.on('data', (bytes) => {
      if (!isLost(from) && !isLost(to)) to.write(bytes)
    })
    from.on('close', () => to.destroy())
  }
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  return lines.join('\r\n')
}

/** Says that the WebSocket is open, and nothing after that (RFC 6455, 1.3). */
function swallow({ headers }: IncomingMessage, socket: Duplex): void {
  const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  const accept = createHash('sha1').update(key).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  socket.resume()
}
