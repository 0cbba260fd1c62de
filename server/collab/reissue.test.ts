import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Connection, connect, type SaveState } from '@/lib/collab/connection'
import { reissue } from '@/lib/collab/reissue'
import { gsef2020 } from '@/lib/report/samples'
import { type Started, startServer, type Who } from './testing'

/*
 * Who signs in to another account while a report is open (lib/collab/reissue.ts), against a real server.
 */

let server: Started
const connections: Connection[] = []

beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy()
  await server.stop()
})

function open(who: Who, doc: Y.Doc): Connection {
  const connection = connect({ doc, url: server.url(who) })
  connections.push(connection)
  return connection
}

const is = (connection: Connection, kind: SaveState['kind']) =>
  expect.poll(() => connection.state().kind).toBe(kind)

test('What was written as somebody else is refused, and taken under new ids, once (SPEC 3)', async () => {
  const doc = new Y.Doc()
  const guest = open('ana', doc)
  await is(guest, 'saved')
  doc.getText('title').insert(0, 'As a guest. ')
  await is(guest, 'saved')
  guest.destroy()
  doc.getText('title').insert(12, 'Not sent. ')
  doc.getText('title').delete(0, 3)
  const account = open('ben', doc)
  await is(account, 'closed')
  expect(account.state()).toMatchObject({ code: 'forged' })

  const fresh = new Y.Doc()
  const again = open('ben', fresh)
  await is(again, 'saved')
  const rest = reissue(Y.encodeStateAsUpdate(doc), Y.encodeStateVector(fresh), (client) => (client ^ 1) >>> 0)
  Y.applyUpdate(fresh, rest, 'brought back')
  await is(again, 'saved')
  const title = `a guest. Not sent. ${gsef2020.title}`
  expect((await server.onDisk()).getText('title').toString()).toBe(title)
  expect(fresh.getText('title').toString()).toBe(title)
})
