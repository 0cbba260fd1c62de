import { createDecoder } from 'lib0/decoding'
import { createEncoder, toUint8Array } from 'lib0/encoding'
import { expect, test } from 'vitest'
import { readSyncMessage } from 'y-protocols/sync'
import * as Y from 'yjs'
import { type Message, readMessage, writeMessage } from './messages'
import { readAwareness, writeAwareness } from './presence'

const bytes = new Uint8Array([1, 2, 3])

test('Every message reads as it was written (SPEC: Messages)', () => {
  const all: Exclude<Message, { kind: 'auth' }>[] = [
    { kind: 'step1', vector: bytes },
    { kind: 'step2', update: bytes },
    { kind: 'update', update: bytes },
    { kind: 'awareness', update: bytes },
    { kind: 'query' },
    { kind: 'ack', count: 70_000 },
    { kind: 'standing', writing: 'open' },
    { kind: 'standing', writing: 'closed' },
  ]
  for (const message of all) expect(readMessage(writeMessage(message))).toEqual(message)
})

test('Sync messages are those of y-protocols, byte for byte (SPEC: Messages)', () => {
  const [ours, theirs] = [new Y.Doc(), new Y.Doc()]
  ours.getText('title').insert(0, 'Hello')
  const frame = writeMessage({ kind: 'update', update: Y.encodeStateAsUpdate(ours) })
  expect(frame[0]).toBe(0)
  readSyncMessage(createDecoder(frame.subarray(1)), createEncoder(), theirs, 'test')
  expect(theirs.getText('title').toString()).toBe('Hello')
  const reply = createEncoder()
  const question = writeMessage({ kind: 'step1', vector: Y.encodeStateVector(new Y.Doc()) })
  readSyncMessage(createDecoder(question.subarray(1)), reply, theirs, 'test')
  const answer = readMessage(new Uint8Array([0, ...toUint8Array(reply)]))
  expect(answer).toEqual({ kind: 'step2', update: Y.encodeStateAsUpdate(theirs) })
})

test('What is no message throws (SPEC 6)', () => {
  for (const frame of [[], [7], [0], [0, 5, 1, 0], [0, 2, 9, 1], [100], [3, 0]])
    expect(() => readMessage(new Uint8Array(frame))).toThrow()
})

test('Presence reads as it was written, and garbage throws (SPEC 6)', () => {
  const entries = [
    { client: 4_000_000_000, clock: 2 ** 45, state: '{"field":"title"}' },
    { client: 1, clock: 0, state: 'null' },
  ]
  expect(readAwareness(writeAwareness(entries))).toEqual(entries)
  expect(() => readAwareness(new Uint8Array([200, 200, 1]))).toThrow()
  expect(() => readAwareness(new Uint8Array([0, 0]))).toThrow()
})
