import { once } from 'node:events'
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** One address for several nodes on this machine. */
export type Front = { port: number; close(): Promise<void> }

const LOOK_MS = 500
const PATIENCE_MS = 2000
/** What changes nothing may be asked again. */
const REPEATABLE = ['GET', 'HEAD']

/**
 * Hands each request, and each WebSocket, to the next node that is ready, whoever sends it: no session is sticky. It is
 * for trying several nodes on one machine; docs/operations.md says what stands here in earnest. Throws if the port is
 * taken.
 */
export async function startFront(options: { port: number; host: string; nodes: number[] }): Promise<Front> {
  const ready = new Set(options.nodes)
  let turn = 0

  /** The nodes in the order in which they are asked: the ready ones by turns, then the others. */
  function order(): number[] {
    const up = options.nodes.filter((node) => ready.has(node))
    const first = up.length > 0 ? turn++ % up.length : 0
    return [...up.slice(first), ...up.slice(0, first), ...options.nodes.filter((node) => !ready.has(node))]
  }

  async function someNode(): Promise<Socket | undefined> {
    for (const node of order()) {
      const socket = connect(node, '127.0.0.1')
      try {
        await once(socket, 'connect')
        return socket
      } catch {
        socket.destroy()
      }
    }
    return undefined
  }

  async function pass(incoming: IncomingMessage, response: ServerResponse, tried = 1) {
    const socket = await someNode()
    if (!socket) {
      response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '2' })
      return response.end('No node is running.\n')
    }
    const { method, url, headers } = incoming
    const onward = ask({
      createConnection: () => socket,
      method,
      path: url,
      headers: { ...headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? '', connection: 'close' },
    })
    onward.on('response', (answer) => {
      const { connection: _, 'keep-alive': __, ...kept } = answer.headers
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, kept)
      answer.on('error', () => response.destroy()).pipe(response)
    })
    onward.on('error', () => {
      if (response.headersSent || response.destroyed) return response.destroy()
      if (REPEATABLE.includes(method!) && tried < options.nodes.length)
        return void pass(incoming, response, tried + 1)
      response.writeHead(502, { 'Content-Type': 'text/plain', 'Retry-After': '1' })
      response.end('The node ended before it answered.\n')
    })
    response.once('close', () => onward.destroy())
    incoming.pipe(onward)
  }

  async function passUpgrade(incoming: IncomingMessage, client: Duplex, head: Buffer) {
    client.on('error', () => client.destroy())
    const socket = await someNode()
    if (!socket) return client.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
    socket.on('error', () => client.destroy())
    client.on('close', () => socket.destroy())
    socket.write(headOf(incoming))
    socket.write(head)
    socket.pipe(client).pipe(socket)
  }

  async function look() {
    await Promise.all(
      options.nodes.map(async (node) => {
        const answer = await fetch(`http://127.0.0.1:${node}/readyz`, {
          signal: AbortSignal.timeout(PATIENCE_MS),
        }).catch(() => undefined)
        await answer?.body?.cancel()
        if (answer?.ok) ready.add(node)
        else ready.delete(node)
      }),
    )
    if (server.listening) looking = setTimeout(look, LOOK_MS)
  }
  let looking: NodeJS.Timeout | undefined

  const server = createServer((incoming, response) => void pass(incoming, response))
  server.on('upgrade', (incoming, client, head) => void passUpgrade(incoming, client, head))
  server.listen(options.port, options.host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`Cannot listen on ${options.host}:${options.port} (${code}): choose another port.`)
  }
  await look()
  return {
    port: options.port,
    async close() {
      clearTimeout(looking)
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The head of a request as the node shall see it. */
function headOf({ method, url, rawHeaders, socket }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (rawHeaders[i]!.toLowerCase() !== 'x-forwarded-for')
      lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  lines.push(`X-Forwarded-For: ${socket.remoteAddress ?? ''}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
