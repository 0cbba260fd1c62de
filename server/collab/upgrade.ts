import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCode, closeSentence } from '@/lib/collab/close-codes'
import { admit, type Door, Refusal } from './admit'
import { FRAME_BYTES } from './limits'
import type { Rooms } from './rooms'
import { SocketChannel } from './socket-channel'

type UpgradeOptions = Door & { rooms: Rooms }

type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Makes the handler of `/collab/<session>` upgrades; admit.ts decides who may come in. */
export function createUpgrade(options: UpgradeOptions): HandleUpgrade {
  // A frame over our own limit is to be answered with our own code, so ws may let a little more through.
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // However many frames come at once: others get their turn after each.
    allowSynchronousEvents: false,
    maxPayload: 2 * FRAME_BYTES,
  })

  return (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    admit(request, options).then(
      ({ session, template, isOutdated, guest }) => {
        if (socket.destroyed) return
        server.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
          if (isOutdated) {
            webSocket.on('error', () => {})
            return webSocket.close(closeCode('outdatedSchema'), closeSentence('outdatedSchema'))
          }
          void options.rooms.join(session, template, guest(new SocketChannel(webSocket, socket)))
        })
      },
      (error) => refuse(socket, error),
    )
  }
}

function refuse(socket: Duplex, error: unknown): void {
  if (!(error instanceof Refusal)) console.error('A socket could not be decided upon:', error)
  const { status, message } =
    error instanceof Refusal ? error : { status: 500, message: 'Something went wrong. Try again.' }
  const body = `${message}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
