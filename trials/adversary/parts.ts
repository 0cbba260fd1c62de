import { writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'

type Struct = Y.Item | Y.GC | Y.Skip

/** An update in parts that fit together in ways no client would send. */
export type Parts = {
  blocks: { client: number; clock: number; structs: Struct[] }[]
  deletes: { client: number; ranges: { clock: number; len: number }[] }[]
}

/** Takes an honest update apart. */
export function partsOf(update: Uint8Array): Parts {
  const { structs, ds } = Y.decodeUpdate(update)
  const blocks: Parts['blocks'] = []
  for (const struct of structs) {
    const last = blocks.at(-1)
    if (last?.client === struct.id.client) last.structs.push(struct)
    else blocks.push({ ...struct.id, structs: [struct] })
  }
  const deletes = [...ds.clients].map(([client, ranges]) => ({
    client,
    ranges: ranges.map(({ clock, len }) => ({ clock, len })),
  }))
  return { blocks, deletes }
}

/** Writes them as Yjs would, whatever they say. */
export function assemble({ blocks, deletes }: Parts): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const { restEncoder } = encoder
  writeVarUint(restEncoder, blocks.length)
  for (const { client, clock, structs } of blocks) {
    for (const value of [structs.length, client, clock]) writeVarUint(restEncoder, value)
    for (const struct of structs) struct.write(encoder, 0)
  }
  writeVarUint(restEncoder, deletes.length)
  for (const { client, ranges } of deletes) {
    writeVarUint(restEncoder, client)
    writeVarUint(restEncoder, ranges.length)
    for (const { clock, len } of ranges) for (const value of [clock, len]) writeVarUint(restEncoder, value)
  }
  return encoder.toUint8Array()
}
