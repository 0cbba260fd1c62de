import * as Y from 'yjs'

/**
 * Applies updates as they are, in one transaction. After a plain `Y.applyUpdate` Yjs deletes formatting that has no
 * effect: a change nobody made, and a different one for each way of grouping the updates. Only for a document that is
 * being built up: Yjs's memory of where it was in a text (its search markers) is not renewed by this.
 */
export function applyExactly(doc: Y.Doc, updates: Iterable<Uint8Array>, origin?: unknown): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update)
    // What comes from elsewhere is tidied, what is done here is not.
    transaction.local = true
  }, origin)
}
