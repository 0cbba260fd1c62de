import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { realClock } from './clock'
import { type Connection, type ConnectOptions, connect } from './connection'
import type { Socket } from './link'
import { type Message, readMessage, writeMessage } from './messages'
import { readAwareness, writeAwareness } from './presence'

/*
 * What the client does at what no honest server says, or only at rare moments: the server is written out here. Against a
 * real one: server/collab/client.test.ts.
 */

let connection: Connection
afterEach(() => {
  connection.destroy()
  vi.useRealTimers()
})

/** The server's end of a socket. */
class Scripted implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly heard: Message[] = []
  state: 'open' | 'closed' = 'open'

  send(bytes: Uint8Array): void {
    this.heard.push(readMessage(bytes))
  }

  close(): void {
    this.state = 'closed'
  }

  say(message: Parameters<typeof writeMessage>[0]): void {
    this.onmessage?.({ data: writeMessage(message) })
  }

  /** Which states it was told of, as JSON. */
  presence(): string[] {
    return this.heard.flatMap((message) =>
      message.kind === 'awareness' ? readAwareness(message.update).map(({ state }) => state) : [],
    )
  }
}

/** A client that has just been let in. */
function join(doc = new Y.Doc(), more: Partial<ConnectOptions> = {}) {
  const socket = new Scripted()
  connection = connect({
    ...more,
    doc,
    url: 'ws://localhost/collab/session?ticket=ana',
    surroundings: { clock: realClock, random: Math.random, dial: () => socket },
  })
  socket.onopen?.()
  return { doc, socket, awareness: connection.awareness }
}

test('What the server repeats about ourselves changes nothing, and is not sent again (SPEC: Presence)', () => {
  const { socket, awareness } = join()
  awareness.setLocalState({ field: 'title' })
  const told = socket.presence().length
  const repeated = [{ client: awareness.clientID, clock: Date.now(), state: '{"field":"conclusion/text"}' }]
  const other = { client: 7, clock: 1, state: '{"field":"type"}' }
  socket.say({ kind: 'awareness', update: writeAwareness([...repeated, other]) })
  expect(awareness.getLocalState()).toEqual({ field: 'title' })
  expect(awareness.getStates().get(7)).toEqual({ field: 'type' })
  expect(socket.presence()).toHaveLength(told)
})

test('Who is held for gone says once that this is not so (SPEC: Presence)', () => {
  const { socket, awareness } = join()
  awareness.setLocalState({ field: 'title' })
  const told = socket.presence().length
  const gone = writeAwareness([{ client: awareness.clientID, clock: Date.now(), state: 'null' }])
  socket.say({ kind: 'awareness', update: gone })
  expect(socket.presence().slice(told)).toEqual(['{"field":"title"}'])
  awareness.setLocalState(null)
  const left = socket.presence().length
  socket.say({ kind: 'awareness', update: gone })
  expect(socket.presence()).toHaveLength(left)
})

/** A document with a title, as the server sends it to who has nothing. */
function titled(): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'Title')
  return Y.encodeStateAsUpdate(doc)
}

const nothing = Y.encodeStateVector(new Y.Doc())

test('An editor that fails at what came leaves the connection in step (SPEC: Saved)', () => {
  const { doc, socket } = join()
  doc.getText('title').observe(() => {
    throw new Error('an editor failed')
  })
  socket.say({ kind: 'step1', vector: nothing })
  expect(() => socket.say({ kind: 'step2', update: titled() })).toThrow('an editor failed')
  socket.say({ kind: 'ack', count: 1 })
  expect(doc.getText('title').toString()).toBe('Title')
  expect(connection.state()).toEqual({ kind: 'saved' })
})

test('What is no update is never taken for everything that the server has (SPEC: Saved)', () => {
  const { socket } = join()
  socket.say({ kind: 'step1', vector: nothing })
  socket.say({ kind: 'step2', update: titled().subarray(0, 9) })
  expect(socket.state).toBe('closed')
  socket.say({ kind: 'ack', count: 1 })
  expect(connection.state()).toEqual({ kind: 'connecting' })
})

test('What an earlier page wrote and could not send is as old as this page, until it is confirmed (SPEC 4)', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })
  const { socket } = join(new Y.Doc(), { unsent: true })
  expect(connection.state().kind).toBe('saving')
  vi.advanceTimersByTime(5_000)
  expect(connection.state().kind).toBe('unsaved')
  socket.say({ kind: 'step1', vector: nothing })
  socket.say({ kind: 'step2', update: titled() })
  vi.advanceTimersByTime(2_000)
  expect(connection.state().kind).toBe('unsaved')
  socket.say({ kind: 'ack', count: 1 })
  expect(connection.state()).toEqual({ kind: 'saved' })
})
