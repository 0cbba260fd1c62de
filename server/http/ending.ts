import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Watches a server's connections, so that it can be ended. (Node's own closeAllConnections leaves out what was
 * upgraded, and close waits for it.)
 */
export function watchConnections(server: Server): { end: (graceMs: number) => Promise<void> } {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return {
    /** Takes no new connection, gives those under way `graceMs`, and resolves when all are gone. */
    end: (graceMs) =>
      new Promise((resolve) => {
        const impatience = setTimeout(() => {
          for (const socket of sockets) socket.destroy()
        }, graceMs)
        server.close(() => {
          clearTimeout(impatience)
          resolve()
        })
      }),
  }
}
