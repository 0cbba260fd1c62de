import { createDecoder, readVarUint } from 'lib0/decoding'
import * as Y from 'yjs'

/*
 * An update as its parts, and the checks that need no document: what no Yjs client would ever send is told here.
 */

export type Struct = Y.Item | Y.GC | Y.Skip
export type Range = { clock: number; len: number }

export type Decoded = {
  /** In order, for each client */
  structs: Map<number, Struct[]>
  /** Sorted and without overlap, for each client */
  deletes: Map<number, Range[]>
}

/** An update that cannot have come about by editing. */
export class Forged extends Error {
  override name = 'Forged'
}

/** An update of more changes than are looked at. */
export class TooMany extends Error {
  override name = 'TooMany'
}

/** Bytes that are no update at all. */
export class NoUpdate extends Error {
  override name = 'NoUpdate'
}

/** More than anybody writes between two frames; what an update costs can be worse than linear in it. */
const MAX_STRUCTS = 30_000
const MAX_CLOCK = 2 ** 48

/** Decodes without a document. Throws NoUpdate, TooMany or Forged. */
export function decode(update: Uint8Array): Decoded {
  const { structs, ds } = parts(update)
  if (structs.length > MAX_STRUCTS) throw new TooMany('too many changes in one update')
  const byClient = group(structs)
  // Yjs lets a second block of one client replace the first: we would have checked what it then does not apply.
  if (readVarUint(createDecoder(update)) !== byClient.size) throw new Forged('two blocks of one client')
  for (const ranges of ds.clients.values()) checkRanges(ranges)
  return { structs: byClient, deletes: ds.clients }
}

function parts(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update)
  } catch (cause) {
    throw new NoUpdate('bytes that are no update', { cause })
  }
}

function group(structs: Struct[]): Map<number, Struct[]> {
  const byClient = new Map<number, Struct[]>()
  let last: Struct | undefined
  for (const struct of structs) {
    const { client, clock } = struct.id
    checkExtent(clock, struct.length)
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentDoc) throw new Forged('a subdocument')
    if (last?.id.client === client) {
      if (last.id.clock + last.length !== clock) throw new Forged('clocks that do not follow each other')
      byClient.get(client)!.push(struct)
    } else {
      if (byClient.has(client)) throw new Forged('two blocks of one client')
      byClient.set(client, [struct])
    }
    last = struct
  }
  return byClient
}

/** Honest delete sets are sorted and merged; applying one that is not can take quadratic time. */
function checkRanges(ranges: Range[]): void {
  let end = 0
  for (const { clock, len } of ranges) {
    checkExtent(clock, len)
    if (clock < end) throw new Forged('deletions that overlap')
    end = clock + len
  }
}

function checkExtent(clock: number, length: number): void {
  if (length < 1 || clock + length > MAX_CLOCK) throw new Forged('an impossible length')
}
