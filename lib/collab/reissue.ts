import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import type { Range, Struct } from './decode'
import { encodeDeletes } from './strip'

/**
 * What `update` holds beyond a document with this state vector, as if it had been written under other Yjs client ids:
 * of each client that wrote some of it, under `idFor(client)`. All it deletes is in it, too.
 *
 * An id belongs to the account that wrote under it first (SPEC.md, "Scope"). Whoever signs in to another account goes
 * on under new ones, and takes along what the server does not have yet. `update` must be whole, as of a document to
 * which nothing is missing.
 */
export function reissue(
  update: Uint8Array,
  vector: Uint8Array,
  idFor: (client: number) => number,
): Uint8Array {
  const { structs, ds } = Y.decodeUpdate(Y.diffUpdate(update, vector))
  const written = new Map<number, Struct[]>()
  for (const struct of structs) {
    const theirs = written.get(struct.id.client)
    if (theirs) theirs.push(struct)
    else written.set(struct.id.client, [struct])
  }
  const firsts = new Map([...written].map(([client, [first]]) => [client, first!.id.clock]))

  const encoder = new Y.UpdateEncoderV1()
  writeVarUint(encoder.restEncoder, written.size)
  for (const [client, theirs] of written) {
    writeVarUint(encoder.restEncoder, theirs.length)
    encoder.writeClient(idFor(client))
    writeVarUint(encoder.restEncoder, 0)
    for (const struct of theirs) {
      if (struct instanceof Y.Item) rename(struct)
      struct.write(encoder, 0)
    }
  }
  const whole = createEncoder()
  writeUint8Array(whole, toUint8Array(encoder.restEncoder))
  writeUint8Array(whole, encodeDeletes(deletions()))
  return toUint8Array(whole)

  function renamed({ client, clock }: Y.ID): Y.ID {
    const first = firsts.get(client)
    return first === undefined || clock < first
      ? Y.createID(client, clock)
      : Y.createID(idFor(client), clock - first)
  }

  function rename(item: Y.Item): void {
    if (item.origin) item.origin = renamed(item.origin)
    if (item.rightOrigin) item.rightOrigin = renamed(item.rightOrigin)
    if (item.parent instanceof Y.ID) item.parent = renamed(item.parent)
  }

  function deletions(): Map<number, Range[]> {
    const deletes = new Map<number, Range[]>()
    const add = (client: number, from: number, to: number) => {
      if (from >= to) return
      const range = { clock: from, len: to - from }
      const before = deletes.get(client)
      if (before) before.push(range)
      else deletes.set(client, [range])
    }
    for (const [client, ranges] of ds.clients) {
      const first = firsts.get(client)
      for (const { clock, len } of ranges) {
        add(client, clock, Math.min(clock + len, first ?? Number.POSITIVE_INFINITY))
        if (first !== undefined) add(idFor(client), Math.max(clock, first) - first, clock + len - first)
      }
    }
    return deletes
  }
}
