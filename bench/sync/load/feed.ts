import * as Y from 'yjs'
import { readMessage, writeMessage } from '@/lib/collab/messages'
import { type Feed, sleep } from './commands'
import { openRaw } from './raw'
import type { Wire } from './wire'

/** So often it is looked whether everything has arrived. */
const LOOK_MS = 50
const PATIENCE_MS = 60_000

/**
 * Sends each person's updates on a socket of theirs; resolves when a newcomer is given all of it. The first socket
 * stays, since a server that stores nothing forgets a room that nobody is in; the caller closes it.
 */
export async function feed({ people, updates }: Feed): Promise<Wire> {
  const open = await Promise.all(people.map((person) => openRaw(person)))
  for (const [index, wire] of open.entries())
    for (const update of updates[index] ?? []) wire.send(writeMessage({ kind: 'update', update }))
  const wanted = new Y.Doc()
  wanted.transact(() => {
    for (const update of updates.flat()) Y.applyUpdate(wanted, update)
  })
  const vector = Y.encodeStateVector(wanted)
  for (const start = performance.now(); !(await hasAll(people[0]!, vector)); await sleep(LOOK_MS))
    if (performance.now() - start > PATIENCE_MS)
      throw new Error(`${people[0]!.url} does not take the document`)
  const [first, ...others] = open
  for (const wire of others) wire.close()
  return first!
}

async function hasAll(person: Feed['people'][number], wanted: Uint8Array): Promise<boolean> {
  const doc = new Y.Doc()
  const wire = await openRaw(person, (bytes) => {
    const message = readMessage(bytes)
    if (message.kind === 'step2' || message.kind === 'update') Y.applyUpdate(doc, message.update)
  })
  wire.close()
  const has = Y.decodeStateVector(Y.encodeStateVector(doc))
  return [...Y.decodeStateVector(wanted)].every(([client, clock]) => (has.get(client) ?? 0) >= clock)
}
