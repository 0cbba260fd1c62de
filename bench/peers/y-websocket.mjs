import { createRequire } from 'node:module'
import { answer } from './control.mjs'

/* The classic y-websocket server, without persistence. All of it by require, so that there is one copy of Yjs. */

const require = createRequire(import.meta.url)
const { WebSocketServer } = require('ws')
const { docs, setupWSConnection } = require('y-websocket/bin/utils')

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
server.on('connection', setupWSConnection)
server.on('listening', () =>
  answer({ port: server.address().port, rooms: () => docs.size, stop: () => server.close() }),
)
