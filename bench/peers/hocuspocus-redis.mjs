import { Database } from '@hocuspocus/extension-database'
import { Redis } from '@hocuspocus/extension-redis'
import { Server } from '@hocuspocus/server'
import pg from 'pg'
import { answer } from './control.mjs'

/*
 * A node of hocuspocus as its manual sets several up: documents in PostgreSQL (DATABASE_URL) by its database extension,
 * the nodes tied together by its Redis extension (REDIS_URL; without, it is alone).
 */

const { DATABASE_URL, REDIS_URL } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL })
await pool
  .query('create table if not exists documents (name text primary key, data bytea not null)')
  .catch(() => {}) // another node is making it

const extensions = [
  new Database({
    async fetch({ documentName }) {
      const { rows } = await pool.query('select data from documents where name = $1', [documentName])
      return rows[0]?.data ?? null
    },
    async store({ documentName, state }) {
      await pool.query(
        'insert into documents values ($1, $2) on conflict (name) do update set data = excluded.data',
        [documentName, state],
      )
    },
  }),
]
if (REDIS_URL) {
  const { hostname, port } = new URL(REDIS_URL)
  extensions.push(
    new Redis({ host: hostname, port: Number(port), prefix: new URL(DATABASE_URL ?? '').pathname }),
  )
}
const server = new Server({ address: '127.0.0.1', port: 0, quiet: true, stopOnSignals: false, extensions })
await server.listen()
answer({
  port: server.address.port,
  rooms: () => server.hocuspocus.documents.size,
  stop: () => server.destroy(),
})
