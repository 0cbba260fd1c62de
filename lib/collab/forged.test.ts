import fc from 'fast-check'
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeUint8,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { NoUpdate } from './decode'
import { scopeOf } from './scope'

/*
 * Updates that no Yjs client makes by editing, written byte by byte.
 */

type Id = [client: number, clock: number]
type Parent = { root: string; key?: string } | { item: Id; key?: string }
type Made =
  | { gc: number }
  | { deleted: number; parent: Parent }
  | { text: string; parent: Parent }
  | { text: string; left?: Id; right?: Id }
  | { type: number; parent: Parent }
  | { subdocument: string; parent: Parent }

const block = (client: number, clock: number, ...structs: Made[]) => ({ client, clock, structs })
type Ranges = Record<number, [clock: number, length: number][]>

function made(blocks: ReturnType<typeof block>[], deletes: Ranges = {}): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, blocks.length)
  for (const { client, clock, structs } of blocks) {
    for (const value of [structs.length, client, clock]) writeVarUint(encoder, value)
    for (const struct of structs) writeStruct(encoder, struct)
  }
  writeVarUint(encoder, Object.keys(deletes).length)
  for (const [client, ranges] of Object.entries(deletes)) {
    writeVarUint(encoder, Number(client))
    writeVarUint(encoder, ranges.length)
    for (const value of ranges.flat()) writeVarUint(encoder, value)
  }
  return toUint8Array(encoder)
}

function writeStruct(encoder: Encoder, struct: Made): void {
  if ('gc' in struct) {
    writeUint8(encoder, 0)
    writeVarUint(encoder, struct.gc)
    return
  }
  const kind = 'deleted' in struct ? 1 : 'text' in struct ? 4 : 'type' in struct ? 7 : 9
  if ('parent' in struct) {
    const { parent } = struct
    writeUint8(encoder, kind | (parent.key === undefined ? 0 : 32))
    writeVarUint(encoder, 'root' in parent ? 1 : 0)
    if ('root' in parent) writeVarString(encoder, parent.root)
    else for (const value of parent.item) writeVarUint(encoder, value)
    if (parent.key !== undefined) writeVarString(encoder, parent.key)
  } else {
    writeUint8(encoder, kind | (struct.left ? 128 : 0) | (struct.right ? 64 : 0))
    for (const value of [...(struct.left ?? []), ...(struct.right ?? [])]) writeVarUint(encoder, value)
  }
  if ('deleted' in struct) writeVarUint(encoder, struct.deleted)
  if ('text' in struct) writeVarString(encoder, struct.text)
  if ('type' in struct) writeVarUint(encoder, struct.type)
  if ('subdocument' in struct) {
    writeVarString(encoder, struct.subdocument)
    writeUint8(encoder, 118)
    writeVarUint(encoder, 0)
  }
}

/** "abc" in `title` by client 1, "xyz" in `theme` by client 2. */
function base(): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(
    doc,
    made([
      block(2, 0, { text: 'xyz', parent: { root: 'theme' } }),
      block(1, 0, { text: 'abc', parent: { root: 'title' } }),
    ]),
  )
  return doc
}

const why = (update: Uint8Array) => {
  const scope = scopeOf(base(), update)
  return scope.kind === 'forged' ? scope.why : scope.kind
}

describe('Forged updates are told before they are applied (SPEC: Scope)', () => {
  test('The hand that writes them here writes honest ones, too', () => {
    expect(base().getText('title').toString()).toBe('abc')
    const update = made([block(3, 0, { text: 'd', left: [1, 2] })], { 2: [[0, 1]] })
    expect(scopeOf(base(), update)).toEqual({
      kind: 'fits',
      clients: [3],
      roots: [
        { name: 'title', key: null, change: 'write' },
        { name: 'theme', key: null, change: 'write' },
      ],
    })
  })

  test('Neighbours that lie in two roots', () => {
    expect(why(made([block(3, 0, { text: 'd', left: [1, 2], right: [2, 0] })]))).toBe(
      'neighbours in two roots',
    )
  })

  test('A struct whose known head lies in another root than its tail', () => {
    expect(why(made([block(1, 2, { text: 'cd', parent: { root: 'theme' } })]))).toBe('a struct in two places')
  })

  test('Structs that wait for each other, or for themselves', () => {
    const circle = [block(4, 0, { text: 'a', left: [3, 0] }), block(3, 0, { text: 'b', left: [4, 0] })]
    expect(why(made(circle))).toBe('changes that wait for each other')
    expect(why(made([block(3, 0, { text: 'a', left: [3, 0] })]))).toBe('changes that wait for each other')
    const crossed = [
      block(4, 0, { text: 'a', left: [3, 1] }, { text: 'b', left: [1, 0] }),
      block(3, 0, { text: 'c', left: [4, 1] }, { text: 'd', left: [1, 0] }),
    ]
    expect(why(made(crossed))).toBe('changes that wait for each other')
  })

  test('A parent that cannot have children, and a nesting that is too deep', () => {
    expect(why(made([block(3, 0, { text: 'a', parent: { item: [1, 0] } })]))).toBe(
      'a parent that cannot be one',
    )
    const deep: Made[] = [{ type: 1, parent: { root: 'people', key: 'p' } }]
    for (let clock = 0; clock < 200; clock++) deep.push({ type: 1, parent: { item: [3, clock], key: 'k' } })
    expect(why(made([block(3, 0, ...deep)]))).toBe('too deep a nesting')
  })

  test('A subdocument', () => {
    expect(why(made([block(3, 0, { subdocument: 'x', parent: { root: 'title' } })]))).toBe('a subdocument')
  })

  test('Two blocks of one client, of which Yjs would apply only the last', () => {
    const parent = { root: 'title' }
    const adjacent = [block(3, 0, { text: 'a', parent }), block(3, 1, { text: 'b', parent })]
    expect(why(made(adjacent))).toBe('two blocks of one client')
    const apart = [block(3, 0, { text: 'a', parent }), block(4, 0, { gc: 1 }), block(3, 1, { gc: 1 })]
    expect(why(made(apart))).toBe('two blocks of one client')
  })

  test('Deletions that overlap, are empty, or reach beyond any clock', () => {
    expect(
      why(
        made([], {
          1: [
            [0, 2],
            [1, 1],
          ],
        }),
      ),
    ).toBe('deletions that overlap')
    expect(why(made([], { 1: [[0, 0]] }))).toBe('an impossible length')
    expect(why(made([block(3, 0, { gc: 2 ** 50 })]))).toBe('an impossible length')
    expect(why(made([block(3, 0, { text: '', parent: { root: 'title' } })]))).toBe('an impossible length')
  })
})

test('More changes than anybody makes between two frames are too many, not a forgery (SPEC: Limits)', () => {
  const deleted = (count: number) => made([block(3, 0, ...Array.from({ length: count }, () => ({ gc: 1 })))])
  expect(scopeOf(base(), deleted(30_000)).kind).toBe('fits')
  expect(scopeOf(base(), deleted(30_001))).toEqual({ kind: 'tooLarge' })
})

test('Bytes that are no update are told from a mistake of our own', () => {
  for (const bytes of [[], [9], [1, 1, 1, 0, 99], [0, 3, 1]])
    expect(() => scopeOf(base(), new Uint8Array(bytes))).toThrow(NoUpdate)
})

describe('What is missing is a gap (SPEC: Gaps)', () => {
  test('An origin, an own predecessor or a deleted thing that is not there yet', () => {
    expect(why(made([block(3, 0, { text: 'd', left: [9, 0] })]))).toBe('gap')
    expect(why(made([block(3, 5, { text: 'd', left: [3, 4] })]))).toBe('gap')
    expect(why(made([], { 9: [[0, 1]] }))).toBe('gap')
    expect(why(made([], { 1: [[2, 2]] }))).toBe('gap')
  })
})

test('Whatever passes is applied without an error and leaves nothing pending (SPEC 5, SPEC 6)', () => {
  const source = base()
  const honest: Uint8Array[] = []
  source.on('update', (update) => honest.push(update))
  source.getText('title').insert(1, 'more')
  source.getText('title').delete(0, 3)
  source.getMap('people').set('p', new Y.Map([['kind', 'speaker']]))
  ;(source.getMap('people').get('p') as Y.Map<string>).set('kind', 'other')
  source.getXmlFragment('a/text').insert(0, [new Y.XmlElement('paragraph'), new Y.XmlText('text')])
  source.getXmlFragment('a/text').delete(0, 1)
  honest.push(Y.encodeStateAsUpdate(source), Y.mergeUpdates(honest.slice(1)))
  const change = fc.record({ at: fc.nat(400), byte: fc.nat(255) })
  const mutated = fc.record({
    update: fc.constantFrom(...honest),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    known: fc.nat(honest.length),
  })
  let passed = 0
  fc.assert(
    fc.property(mutated, ({ update, changes, known }) => {
      const doc = base()
      for (const one of honest.slice(0, known)) if (scopeOf(doc, one).kind === 'fits') Y.applyUpdate(doc, one)
      const bytes = update.slice()
      for (const { at, byte } of changes) bytes[at % bytes.length] = byte
      let kind: string
      try {
        kind = scopeOf(doc, bytes).kind
      } catch {
        return
      }
      if (kind !== 'fits') return
      passed++
      Y.applyUpdate(doc, bytes)
      expect(doc.store.pendingStructs).toBeNull()
      expect(doc.store.pendingDs).toBeNull()
    }),
    { numRuns: 3000 },
  )
  expect(passed).toBeGreaterThan(50)
})
