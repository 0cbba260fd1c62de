import * as Y from 'yjs'
import type { LoadedLog } from '../store/store'
import type { Frame } from './channel'
import { frameOf } from './frames'

/** With so much after it, the encoded document is encoded anew. */
const MANY_FRAMES = 32
const MANY_UPDATES = 64
/** Merging more than this takes as long as making a document of it. */
const MANY_STORED = 512

/**
 * The answers to SyncStep1, kept at hand: when a hall of people reloads at once, while others write, the document is
 * not encoded for each of them. Who has nothing yet gets a SyncStep2 of a moment ago and, right behind it, what was
 * written since.
 */
export class Answers {
  #whole: Frame[] | undefined
  #since: Frame[] = []
  #waiting: Uint8Array[] = []

  /** `whole`: the answer to who has nothing, if it was made already. */
  constructor(
    private readonly doc: Y.Doc,
    whole: Frame[] | undefined,
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
    if (!namesNobody(vector)) return [this.#encode(vector)]
    this.#whole ??= [this.#encode()]
    return [...this.#whole, ...this.#written()]
  }

  /** What a client lacks that was given what the log held when the document was made of it. */
  sinceStored(): Frame[] {
    return this.#whole ? this.#written() : [this.#encode()]
  }

  #written(): Frame[] {
    if (this.#waiting.length > 0)
      this.#since.push(frameOf({ kind: 'update', update: Y.mergeUpdates(this.#waiting.splice(0)) }))
    return this.#since
  }

  #encode(vector?: Uint8Array): Frame {
    return frameOf({ kind: 'step2', update: Y.encodeStateAsUpdate(this.doc, vector) })
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
 * What the log holds as the answer to who has nothing: the SyncStep2 comes last, when all is there. Undefined if there
 * is nothing, or too much that was never brought together.
 */
export function storedAnswer({ snapshot, updates }: LoadedLog): Frame[] | undefined {
  if (updates.length > MANY_STORED) return undefined
  const later = updates.length > 0 ? Y.mergeUpdates(updates) : undefined
  if (!later) return snapshot && [frameOf({ kind: 'step2', update: snapshot })]
  const last = frameOf({ kind: 'step2', update: later })
  return snapshot ? [frameOf({ kind: 'update', update: snapshot }), last] : [last]
}
