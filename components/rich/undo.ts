import * as Y from 'yjs'

/** One undo for the whole document: only one's own changes, across fields, in the order they were done. */
export type SharedUndo = {
  undo(): void
  redo(): void
  canUndo(): boolean
  canRedo(): boolean
  /** Ends the current step: what is typed next is undone by itself. Structural changes do this on their own. */
  stop(): void
  /** Calls `listener` when canUndo or canRedo may have changed; returns the way to stop it. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

export function createUndo(doc: Y.Doc): SharedUndo {
  const manager = new Y.UndoManager(doc)
  return {
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    stop: () => manager.stopCapturing(),
    subscribe: () => () => {},
    destroy: () => manager.destroy(),
  }
}
