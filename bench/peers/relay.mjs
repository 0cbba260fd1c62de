import { WebSocketServer } from 'ws'
import { answer } from './control.mjs'

/*
 * The least that a server can do: every frame goes to everybody else in the room as it came. It knows nothing, so
 * who asks what it has (SyncStep1) is told: an empty document.
 */

const EMPTY_DOCUMENT = Buffer.from([0, 1, 2, 0, 0])
/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })

server.on('connection', (socket, request) => {
  const name = request.url ?? ''
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  socket.on('message', (/** @type {Buffer} */ frame) => {
    if (frame[0] === 0 && frame[1] === 0) socket.send(EMPTY_DOCUMENT)
    else for (const other of room) if (other !== socket) other.send(frame)
  })
  socket.on('close', () => {
    room.delete(socket)
    if (room.size === 0) rooms.delete(name)
  })
})

server.on('listening', () =>
  answer({
    port: /** @type {import('node:net').AddressInfo} */ (server.address()).port,
    rooms: () => rooms.size,
    stop: () => server.close(),
  }),
)
