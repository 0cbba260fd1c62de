import { join } from 'node:path'
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'
import { answer } from './control.mjs'

/* Hocuspocus as its manual sets it up; with a data folder as the argument, it stores there by its SQLite extension. */

const [dataDir] = process.argv.slice(2)
const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  stopOnSignals: false,
  extensions: dataDir ? [new SQLite({ database: join(dataDir, 'hocuspocus.db') })] : [],
})
await server.listen()
answer({
  port: server.address.port,
  rooms: () => server.hocuspocus.documents.size,
  stop: () => server.destroy(),
})
