import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import type { Range } from './decode'
import { type Place, placeOfItem } from './places'

/**
 * The update without the deletions whose place `unwanted` names; its insertions stay as they are. Of a document that
 * takes it, the rest remains whole, since a deletion depends on nothing and nothing on it.
 */
export function withoutDeletions(
  doc: Y.Doc,
  update: Uint8Array,
  unwanted: (place: Place) => boolean,
): Uint8Array {
  const { ds } = Y.decodeUpdate(update)
  const kept = new Map<number, Range[]>()
  for (const [client, ranges] of ds.clients) {
    const rest = ranges.flatMap((range) => [...wanted(client, range)])
    if (rest.length > 0) kept.set(client, rest)
  }
  const encoder = createEncoder()
  // The deletions are the last part of an update.
  writeUint8Array(encoder, update.subarray(0, update.length - encodeDeletes(ds.clients).length))
  writeUint8Array(encoder, encodeDeletes(kept))
  return toUint8Array(encoder)

  function* wanted(client: number, { clock, len }: Range): Generator<Range> {
    const end = clock + len
    const structs = doc.store.clients.get(client) ?? []
    let start = clock
    let index = clock < Y.getState(doc.store, client) ? Y.findIndexSS(structs, clock) : structs.length
    for (let struct = structs[index]; struct && struct.id.clock < end; struct = structs[++index]) {
      if (!(struct instanceof Y.Item) || struct.deleted || !unwanted(placeOfItem(struct))) continue
      if (struct.id.clock > start) yield { clock: start, len: struct.id.clock - start }
      start = struct.id.clock + struct.length
    }
    if (start < end) yield { clock: start, len: end - start }
  }
}

/** The last part of an update: what it deletes. */
export function encodeDeletes(deletes: Map<number, Range[]>): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, deletes.size)
  for (const [client, ranges] of deletes) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, ranges.length)
    for (const { clock, len } of ranges) {
      writeVarUint(encoder, clock)
      writeVarUint(encoder, len)
    }
  }
  return toUint8Array(encoder)
}
