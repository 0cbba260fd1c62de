import * as Y from 'yjs'
import type { Frame } from './channel'
import { frameOf } from './frames'

/** With so much after it, the encoded document is encoded anew. */
const MANY_FRAMES = 32
const MANY_UPDATES = 64

/**
 * The answers to SyncStep1, kept at hand: when a hall of people reloads at once, while others write, the document is
 * not encoded for each of them. Who has nothing yet gets a SyncStep2 of a moment ago and, right behind it, what was
 * written since.
 */
export class Answers {
  #whole: Frame | undefined
  #since: Frame[] = []
  #waiting: Uint8Array[] = []

  constructor(private readonly doc: Y.Doc) {
    doc.on('update', (update: Uint8Array) => {
      if (!this.#whole) return
      this.#waiting.push(update)
      if (this.#waiting.length > MANY_UPDATES || this.#since.length > MANY_FRAMES) this.#forget()
    })
  }

  /** What a client with this state vector lacks, as frames to be sent in this order. */
  to(vector: Uint8Array): Frame[] {
    if (!namesNobody(vector)) return [this.#encode(vector)]
    this.#whole ??= this.#encode()
    if (this.#waiting.length > 0)
      this.#since.push(frameOf({ kind: 'update', update: Y.mergeUpdates(this.#waiting.splice(0)) }))
    return [this.#whole, ...this.#since]
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
