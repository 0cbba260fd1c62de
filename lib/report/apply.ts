import * as Y from 'yjs'

/** Updates that build on something which neither they nor the document hold. */
export class Incomplete extends Error {
  override name = 'Incomplete'
}

/**
 * Applies updates as they are, in one transaction. After a plain `Y.applyUpdate` Yjs deletes formatting that has no
 * effect: a change nobody made, and a different one for each way of grouping the updates. Only for a document that is
 * being built up: Yjs's memory of where it was in a text (its search markers) is not renewed by this. Throws Incomplete
 * if not all of it could be applied, where Yjs would say nothing, and whatever Yjs throws at what is no update.
 */
export function applyExactly(doc: Y.Doc, updates: Iterable<Uint8Array>, origin?: unknown): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update)
    // What comes from elsewhere is tidied, what is done here is not.
    transaction.local = true
  }, origin)
  if (doc.store.pendingStructs || doc.store.pendingDs)
    throw new Incomplete('It refers to what it does not hold.')
}
