import { writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import { applyExactly } from './apply'

/**
 * The same document under Yjs client ids that nobody had: what a browser holds of the old one cannot be merged with
 * it. Everything is carried over, also roots that we do not know, and what was deleted and can be restored; `doc` stays
 * as it is. Throws if `doc` has something pending. `random` gives integers below 2³².
 */
export function renewDocument(doc: Y.Doc, random: () => number = random32): Y.Doc {
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('The document is not complete.')
  const renewed = new Y.Doc()
  const update = renewUpdate(Y.encodeStateAsUpdate(doc), freshIds([...doc.store.clients.keys()], random))
  applyExactly(renewed, [update])
  return renewed
}

/** A fresh id for each, in the same order: Yjs orders what was written at once in one place by these ids. */
function freshIds(clients: number[], random: () => number): Map<number, number> {
  const fresh = new Set<number>()
  while (fresh.size < clients.length) {
    const id = random()
    if (!clients.includes(id)) fresh.add(id)
  }
  const inOrder = [...fresh].sort((a, b) => a - b)
  return new Map(clients.sort((a, b) => a - b).map((client, index) => [client, inOrder[index]!]))
}

/** The update with every id in it exchanged: of the structs, of what they refer to, and of the deletions. */
function renewUpdate(update: Uint8Array, fresh: Map<number, number>): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(update)
  const renew = (id: Y.ID) => Y.createID(fresh.get(id.client)!, id.clock)
  const encoder = new Y.UpdateEncoderV1()
  const byClient = [...Map.groupBy(structs, (struct) => fresh.get(struct.id.client)!)].sort(
    ([a], [b]) => b - a,
  )
  writeVarUint(encoder.restEncoder, byClient.length)
  for (const [client, own] of byClient) {
    writeVarUint(encoder.restEncoder, own.length)
    encoder.writeClient(client)
    writeVarUint(encoder.restEncoder, own[0]!.id.clock)
    for (const struct of own) {
      if (struct instanceof Y.Item) renewReferences(struct, renew)
      struct.write(encoder, 0)
    }
  }
  writeVarUint(encoder.restEncoder, ds.clients.size)
  for (const [client, ranges] of [...ds.clients].sort(([a], [b]) => b - a)) {
    encoder.resetDsCurVal()
    writeVarUint(encoder.restEncoder, fresh.get(client)!)
    writeVarUint(encoder.restEncoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}

function renewReferences(item: Y.Item, renew: (id: Y.ID) => Y.ID): void {
  item.origin &&= renew(item.origin)
  item.rightOrigin &&= renew(item.rightOrigin)
  // Not integrated, an item says where it lies by a root's name or by an id.
  const parent: unknown = item.parent
  if (parent instanceof Y.ID) item.parent = renew(parent)
}

function random32(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!
}
