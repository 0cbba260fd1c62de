import * as Y from 'yjs'
import { type Decoded, decode, Forged, type Range, type Struct, TooMany } from './decode'
import { inside, type Place, placeOfItem } from './places'

/*
 * What an update would change, computed without applying it (SPEC.md, "Scope"). Each new struct is followed to its
 * root through its origin, right origin or stated parent, which lie in the document or in the update itself; each
 * newly deleted range to the root of what it deletes. What the document has already is skipped.
 */

/** One thing that an update touches. */
export type Touched = {
  name: string
  key: string | null
  /**
   * `tidy`: nothing but formatting marks are deleted here. Yjs clients do this on their own to marks that have
   * become redundant, in texts that the person may not write, too.
   */
  change: 'write' | 'tidy'
}

export type Scope =
  | {
      kind: 'fits'
      /** Empty together with `clients`: the update says nothing new. */
      roots: Touched[]
      /** The Yjs client ids under which it brings something new. */
      clients: number[]
    }
  /** It builds on something that the document does not have yet; `clients`: all Yjs client ids that it speaks of. */
  | { kind: 'gap'; clients: number[] }
  /** No Yjs client makes such an update by editing. */
  | { kind: 'forged'; why: string }
  /** It holds more changes than are looked at. */
  | { kind: 'tooLarge' }

/** The scope of `update` in `doc`, which is not changed. Throws NoUpdate on bytes that are none at all. */
export function scopeOf(doc: Y.Doc, update: Uint8Array): Scope {
  try {
    const decoded = decode(update)
    try {
      return new Walk(doc, decoded).run()
    } catch (error) {
      if (!(error instanceof Gap)) throw error
      return { kind: 'gap', clients: [...decoded.structs.keys(), ...decoded.deletes.keys()] }
    }
  } catch (error) {
    if (error instanceof TooMany) return { kind: 'tooLarge' }
    if (error instanceof Forged) return { kind: 'forged', why: error.message }
    throw error
  }
}

class Gap extends Error {}

/** Yjs puts what hangs on something garbage-collected nowhere: it becomes garbage itself. */
const NOWHERE = 'nowhere'

/** Where something lies that others may refer to, and whether others can lie in it. */
type Target = { place: Place | typeof NOWHERE; holds: 'children' | 'nothing' | 'other' }

type Queue = { structs: Struct[]; next: number; targets: { end: number; target: Target }[] }

/** Lists nest in lists; nobody nests this deep, and Yjs deletes recursively. */
const MAX_DEPTH = 100

class Walk {
  readonly #store: Y.Doc['store']
  readonly #decoded: Decoded
  readonly #queues = new Map<number, Queue>()
  readonly #states = new Map<number, number>()
  readonly #touched = new Map<string, Touched>()
  readonly #clients = new Set<number>()

  constructor(doc: Y.Doc, decoded: Decoded) {
    this.#store = doc.store
    this.#decoded = decoded
    for (const [client, structs] of decoded.structs)
      this.#queues.set(client, { structs, next: 0, targets: [] })
  }

  run(): Scope {
    for (const [client, queue] of this.#queues) if (queue.next < queue.structs.length) this.#integrate(client)
    for (const [client, ranges] of this.#decoded.deletes) this.#delete(client, ranges)
    return { kind: 'fits', roots: [...this.#touched.values()], clients: [...this.#clients] }
  }

  /** Goes through the structs of a client in the order in which Yjs will integrate them: what they need first. */
  #integrate(first: number): void {
    const stack = [{ client: first, until: Number.POSITIVE_INFINITY }]
    const waiting = new Set([first])
    while (stack.length > 0) {
      const { client, until } = stack.at(-1)!
      const queue = this.#queues.get(client)!
      const struct = queue.structs[queue.next]
      if (!struct || this.#state(client) > until) {
        if (!struct && until !== Number.POSITIVE_INFINITY && this.#state(client) <= until) throw new Gap()
        stack.pop()
        waiting.delete(client)
        continue
      }
      if (struct.id.clock > this.#state(client) && !(struct instanceof Y.Skip)) throw new Gap()
      const missing = this.#missing(struct)
      if (!missing) {
        queue.next++
        this.#resolve(struct, queue)
      } else if (missing.client === client || waiting.has(missing.client)) {
        throw new Forged('changes that wait for each other')
      } else if (!this.#queues.has(missing.client)) {
        throw new Gap()
      } else {
        stack.push({ client: missing.client, until: missing.clock })
        waiting.add(missing.client)
      }
    }
  }

  /** How much of a client there is: in the document, and in what was gone through of the update. */
  #state(client: number): number {
    return this.#states.get(client) ?? Y.getState(this.#store, client)
  }

  /** What it refers to and is not there yet. Yjs asks that of a struct it has already, too. */
  #missing(struct: Struct): Y.ID | undefined {
    if (!(struct instanceof Y.Item)) return undefined
    const parent = struct.parent instanceof Y.ID ? struct.parent : null
    for (const id of [struct.origin, struct.rightOrigin, parent])
      if (id !== null && id.clock >= this.#state(id.client)) return id
    return undefined
  }

  #resolve(struct: Struct, queue: Queue): void {
    const { client, clock } = struct.id
    const end = clock + struct.length
    const state = this.#state(client)
    if (struct instanceof Y.Skip || end <= state) return
    const target: Target =
      struct instanceof Y.Item ? this.#locate(struct) : { place: NOWHERE, holds: 'nothing' }
    // The head of a struct may be known: its tail must belong to the same root.
    if (state > clock && target.place !== NOWHERE) {
      const head = this.#target({ client, clock: state - 1 }).place
      if (head === NOWHERE || head.name !== target.place.name) throw new Forged('a struct in two places')
    }
    queue.targets.push({ end, target })
    this.#states.set(client, end)
    this.#clients.add(client)
    if (target.place !== NOWHERE) this.#touch(target.place, 'write')
  }

  #locate(item: Y.Item): Target {
    const left = item.origin && this.#target(item.origin)
    const right = item.rightOrigin && this.#target(item.rightOrigin)
    const holds = holdsOf(item)
    if (left?.place === NOWHERE || right?.place === NOWHERE) return { place: NOWHERE, holds }
    if (left && right && left.place.name !== right.place.name) throw new Forged('neighbours in two roots')
    const beside = left ?? right
    const place = beside ? beside.place : this.#inParent(item)
    if (place !== NOWHERE && place.depth > MAX_DEPTH) throw new Forged('too deep a nesting')
    return { place, holds }
  }

  #inParent(item: Y.Item): Place | typeof NOWHERE {
    const parent: unknown = item.parent
    if (typeof parent === 'string') return { name: parent, key: item.parentSub, depth: 0 }
    const target = this.#target(parent as Y.ID)
    if (target.place === NOWHERE || target.holds === 'nothing') return NOWHERE
    if (target.holds === 'other') throw new Forged('a parent that cannot be one')
    return inside(target.place)
  }

  /** Where what stands at `id` lies; it is known to be there. */
  #target(id: { client: number; clock: number }): Target {
    if (id.clock < Y.getState(this.#store, id.client)) {
      const struct = Y.getItem(this.#store, id as Y.ID) as Y.Item | Y.GC
      return struct instanceof Y.Item
        ? { place: placeOfItem(struct), holds: holdsOf(struct) }
        : { place: NOWHERE, holds: 'nothing' }
    }
    const { targets } = this.#queues.get(id.client)!
    let low = 0
    let high = targets.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (targets[middle]!.end > id.clock) high = middle
      else low = middle + 1
    }
    return targets[low]!.target
  }

  #delete(client: number, ranges: Range[]): void {
    const known = Y.getState(this.#store, client)
    const structs = this.#store.clients.get(client) ?? []
    for (const { clock, len } of ranges) {
      if (clock + len > this.#state(client)) throw new Gap()
      if (clock >= known) continue
      let index = Y.findIndexSS(structs, clock)
      for (let struct = structs[index]; struct && struct.id.clock < clock + len; struct = structs[++index])
        if (struct instanceof Y.Item && !struct.deleted)
          this.#touch(placeOfItem(struct), isFormat(struct) ? 'tidy' : 'write')
    }
  }

  #touch({ name, key }: Place, change: Touched['change']): void {
    const id = `${key === null ? '' : '/'}${name}\0${key ?? ''}`
    const before = this.#touched.get(id)
    if (!before) this.#touched.set(id, { name, key, change })
    else if (change === 'write') before.change = 'write'
  }
}

function holdsOf(item: Y.Item): Target['holds'] {
  if (item.content instanceof Y.ContentType) return 'children'
  return item.content instanceof Y.ContentDeleted ? 'nothing' : 'other'
}

function isFormat(item: Y.Item): boolean {
  return item.content instanceof Y.ContentFormat
}
