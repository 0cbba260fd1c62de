import * as Y from 'yjs'
import type { LoadedLog } from '../store/store'
import type { Frame } from './channel'
import { frameOf } from './frames'

/** With so much after it, the encoded document is encoded anew. */
const MANY_FRAMES = 32
const MANY_UPDATES = 64
/** Merging more than this takes as long as making a document of it. */
const MANY_STORED = 512

/** A piece of an answer, as a frame of either kind: each is made once. */
class Part {
  readonly #frames: { update?: Frame; step2?: Frame } = {}

  constructor(private readonly update: Uint8Array) {}

  as(kind: 'update' | 'step2'): Frame {
    this.#frames[kind] ??= frameOf({ kind, update: this.update })
    return this.#frames[kind]
  }
}

/** An answer in pieces, to be sent in this order. */
export type Parts = readonly Part[]

/** The frames of an answer: the SyncStep2 comes last, when all is there. */
export function framesOf(parts: Parts): Frame[] {
  return parts.map((part, index) => part.as(index < parts.length - 1 ? 'update' : 'step2'))
}

/**
 * The answers to SyncStep1, kept at hand: when a hall of people reloads at once, while others write, the document is
 * not encoded for each of them. Who has nothing yet gets the document of a moment ago, and with it what was written
 * since.
 */
export class Answers {
  #whole: Parts | undefined
  #since: Part[] = []
  #waiting: Uint8Array[] = []

  /** `whole`: the answer to who has nothing, if it was made already. */
  constructor(
    private readonly doc: Y.Doc,
    whole: Parts | undefined,
  ) {
    this.#whole = whole
    doc.on('update', (update: Uint8Array) => {
      if (!this.#whole) return
      this.#waiting.push(update)
      if (this.#waiting.length > MANY_UPDATES || this.#since.length > MANY_FRAMES) this.#forget()
    })
  }

  /** What a client with this state vector lacks, as frames to be sent in this order. */
  to(vector: Uint8Array): Frame[] {
    if (!namesNobody(vector)) return framesOf([this.#encode(vector)])
    this.#whole ??= [this.#encode()]
    return framesOf([...this.#whole, ...this.#written()])
  }

  /** What a client lacks that was given what the log held when the document was made of it. */
  sinceStored(): Frame[] {
    return this.#whole ? this.#written().map((part) => part.as('update')) : [this.#encode().as('update')]
  }

  #written(): Part[] {
    if (this.#waiting.length > 0) this.#since.push(new Part(Y.mergeUpdates(this.#waiting.splice(0))))
    return this.#since
  }

  #encode(vector?: Uint8Array): Part {
    return new Part(Y.encodeStateAsUpdate(this.doc, vector))
  }

  #forget(): void {
    this.#whole = undefined
    this.#since = []
    this.#waiting = []
  }
}

/** Whether a state vector is that of an empty document, for which an answer is kept at hand. */
export function namesNobody(vector: Uint8Array): boolean {
  return vector.length <= 1
}

/**
 * What the log holds as the answer to who has nothing. Undefined if there is nothing, or too much that was never brought
 * together.
 */
export function storedAnswer({ snapshot, updates }: LoadedLog): Parts | undefined {
  if (updates.length > MANY_STORED) return undefined
  const later = updates.length > 0 ? [Y.mergeUpdates(updates)] : []
  const parts = [...(snapshot ? [snapshot] : []), ...later].map((update) => new Part(update))
  return parts.length > 0 ? parts : undefined
}
