import * as Y from 'yjs'
import { writeMessage } from '@/lib/collab/messages'
import { writeAwareness } from '@/lib/collab/presence'
import type { Random } from '../chaos/random'
import { assemble, type Parts, partsOf } from './parts'

/** What an attacker knows: updates that honest clients sent, the ids they wrote them under, and the document. */
export type Known = { updates: Uint8Array[]; clients: number[]; vector: Uint8Array }

/** What kinds of frame there are, and how often each is made. */
const KINDS = {
  replay: 14,
  gap: 14,
  foreignClock: 8,
  foreignClient: 6,
  mixed: 8,
  deletion: 8,
  flipped: 8,
  spliced: 4,
  truncated: 3,
  lengthened: 3,
  random: 3,
  presence: 9,
  question: 2,
  nonsense: 1,
  other: 9,
} as const
type Kind = keyof typeof KINDS

const BOLD = bag(Object.keys(KINDS) as Kind[])
/** A server does not end a socket for these: it has to deal with many in a row. */
const SLY = bag(['replay', 'gap', 'presence', 'question', 'other'])

function bag(kinds: Kind[]): Kind[] {
  return kinds.flatMap((kind) => Array<Kind>(KINDS[kind]).fill(kind))
}

/** Frames as an attacker makes them; `sly`: so that the socket lasts. */
export function makeFrames(
  count: number,
  manner: 'bold' | 'sly',
  random: Random,
  known: Known,
): Uint8Array[] {
  return Array.from({ length: count }, () => make(random.pick(manner === 'sly' ? SLY : BOLD), random, known))
}

function make(kind: Kind, random: Random, known: Known): Uint8Array {
  const honest = () => random.pick(known.updates)
  const data = (update: Uint8Array) => writeMessage({ kind: random.chance(0.8) ? 'update' : 'step2', update })
  switch (kind) {
    // Also out of order: what comes later is sent first, and what was sent long ago again.
    case 'replay':
      return data(honest())
    case 'gap':
      return data(changed(honest(), (parts) => ahead(parts, random)))
    case 'foreignClock':
      return data(changed(honest(), (parts) => shifted(parts, random)))
    case 'foreignClient':
      return data(changed(honest(), (parts) => renamed(parts, known, random)))
    case 'mixed':
      return data(mixed(honest(), honest(), random))
    case 'deletion':
      return data(deletion(known, random))
    case 'flipped':
      return flipped(data(honest()), random)
    case 'spliced': {
      const [a, b] = [data(honest()), data(honest())]
      return joined(a.subarray(0, random.below(a.length)), b.subarray(random.below(b.length)))
    }
    case 'truncated': {
      const frame = data(honest())
      return frame.subarray(0, random.below(frame.length))
    }
    case 'lengthened':
      return joined(data(honest()), noise(random, 1 + random.below(30)))
    case 'random':
      return noise(random, random.below(200))
    case 'presence':
      return presence(known, random)
    case 'question':
      return writeMessage({ kind: 'step1', vector: random.chance(0.9) ? known.vector : new Uint8Array([0]) })
    case 'nonsense':
      return writeMessage({ kind: 'step1', vector: noise(random, 20) })
    case 'other':
      return random.chance(0.5)
        ? writeMessage({ kind: 'query' })
        : joined(new Uint8Array([2]), noise(random, 10))
  }
}

/** An update taken apart, changed and put together again. */
function changed(update: Uint8Array, change: (parts: Parts) => void): Uint8Array {
  const parts = partsOf(update)
  change(parts)
  return assemble(parts)
}

/** Something in it is not there yet. */
function ahead({ blocks, deletes }: Parts, random: Random): void {
  const far = 1 + random.below(1000)
  for (const block of blocks) block.clock += far
  for (const { ranges } of deletes) for (const range of ranges) range.clock += far + 1_000_000
}

function shifted({ blocks, deletes }: Parts, random: Random): void {
  const clock = () => (random.chance(0.1) ? 2 ** 40 : random.below(300))
  for (const block of blocks) if (random.chance(0.5)) block.clock = clock()
  for (const { ranges } of deletes) for (const range of ranges) if (random.chance(0.5)) range.clock = clock()
}

function renamed({ blocks, deletes }: Parts, { clients }: Known, random: Random): void {
  const client = () => (random.chance(0.5) ? random.pick(clients) : random.below(2 ** 32))
  for (const block of blocks) {
    block.client = client()
    if (random.chance(0.5)) block.clock = 0
  }
  for (const entry of deletes) entry.client = client()
}

/** The structs and deletions of two, in any order. */
function mixed(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  const [one, two] = [partsOf(a), partsOf(b)]
  const blocks = [...one.blocks, ...two.blocks].filter(() => random.chance(0.7))
  for (const block of blocks)
    if (random.chance(0.2)) block.structs.push(...one.blocks.flatMap(({ structs }) => structs))
  const deletes = [...one.deletes, ...two.deletes].filter(() => random.chance(0.7))
  return assemble({ blocks: random.chance(0.5) ? blocks : blocks.reverse(), deletes })
}

/** A pure deletion of anything anybody wrote, or is going to write. */
function deletion({ clients, vector }: Known, random: Random): Uint8Array {
  const clocks = Y.decodeStateVector(vector)
  const client = random.pick(clients)
  const known = clocks.get(client) ?? 0
  const clock = random.chance(0.3) ? known + random.below(50) : random.below(known + 1)
  return assemble({ blocks: [], deletes: [{ client, ranges: [{ clock, len: 1 + random.below(5) }] }] })
}

function presence({ clients }: Known, random: Random): Uint8Array {
  const client = random.chance(0.6) ? random.pick(clients) : random.below(2 ** 32)
  const state = random.pick([
    'null',
    '{}',
    '[]',
    '{',
    '{"user":{"name":"Olga","id":"x"}}',
    '"x"',
    `{"a":"${'x'.repeat(5000)}"}`,
  ])
  const entry = { client, clock: random.pick([0, 1, Date.now(), 2 ** 50]), state }
  return writeMessage({ kind: 'awareness', update: writeAwareness(Array(1 + random.below(3)).fill(entry)) })
}

function flipped(frame: Uint8Array, random: Random): Uint8Array {
  const bytes = frame.slice()
  for (let count = 1 + random.below(4); count > 0; count--)
    bytes[random.below(bytes.length)]! ^= 1 << random.below(8)
  return bytes
}

function noise(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256))
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}
