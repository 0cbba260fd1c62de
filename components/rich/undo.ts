import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { APP } from '@/lib/report/document'
import { MAPS } from '@/lib/report/roots'

/*
 * One Y.UndoManager for the whole document, so that undo goes back over everything one did, field after field. The
 * editors don't get to see it (they have no undo plugin of their own): what y-tiptap's plugin does with a manager is
 * right for one editor only. It restores selections that belong to another field, which throws "Position out of
 * range", and it ends the manager's life with the editor's.
 */

/** One undo for the whole document: only one's own changes, across fields, in the order they were done. */
export type SharedUndo = {
  /** Takes the last step back; returns the names of the roots that changed by it. */
  undo(): string[]
  redo(): string[]
  canUndo(): boolean
  canRedo(): boolean
  /** Ends the current step: what is typed next is undone by itself. Structural changes do this on their own. */
  stop(): void
  /** Calls `listener` when canUndo or canRedo may have changed; returns the way to stop it. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

/** Changes of one field within this many milliseconds are one step. */
const STEP = 500

export function createUndo(doc: Y.Doc): SharedUndo {
  const origins = new Set<unknown>([ySyncPluginKey, APP])
  let lastPlace = ''
  let popped: string[] = []
  const manager: Y.UndoManager = new Y.UndoManager(doc, {
    trackedOrigins: origins,
    captureTimeout: STEP,
    captureTransaction,
    deleteFilter: isMine,
  })
  manager.on('stack-item-popped', ({ changedParentTypes }) => {
    popped = rootNames(doc, changedParentTypes.keys())
  })
  return {
    undo: () => pop(() => manager.undo()),
    redo: () => pop(() => manager.redo()),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    stop: () => manager.stopCapturing(),
    subscribe(listener) {
      const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
      for (const event of events) manager.on(event, listener)
      return () => {
        for (const event of events) manager.off(event, listener)
      }
    },
    destroy: () => manager.destroy(),
  }

  function pop(step: () => unknown): string[] {
    popped = []
    manager.stopCapturing()
    step()
    return popped
  }

  /** Leaves out what changed nothing; begins a new step where another field, or a record, is changed. */
  function captureTransaction(transaction: Y.Transaction): boolean {
    if (!origins.has(transaction.origin)) return false
    if (isEmpty(transaction) || transaction.meta.get('addToHistory') === false) return false
    if (manager.undoing || manager.redoing) return true
    const names = rootNames(doc, transaction.changedParentTypes.keys())
    const place = names.sort().join(' ')
    if (place !== lastPlace || names.some(isMap)) manager.stopCapturing()
    lastPlace = place
    return true
  }
}

/**
 * Undoing my paragraph, list or quote must not take along what others wrote into it since: an element goes only when
 * it is empty. Yjs takes back the latest first, so my own text in it is gone by then.
 */
function isMine(item: Y.Item): boolean {
  if (!(item.content instanceof Y.ContentType)) return true
  const { type } = item.content
  const holdsText = type instanceof Y.XmlElement || type instanceof Y.XmlText
  return !holdsText || type.length === 0
}

function isMap(name: string): boolean {
  return (MAPS as readonly string[]).includes(name)
}

function isEmpty({ deleteSet, beforeState, afterState }: Y.Transaction): boolean {
  if (deleteSet.clients.size > 0) return false
  for (const [client, clock] of afterState) if ((beforeState.get(client) ?? 0) !== clock) return false
  return true
}

function rootNames(doc: Y.Doc, types: Iterable<unknown>): string[] {
  const changed = new Set(types)
  return [...doc.share].flatMap(([name, type]) => (changed.has(type) ? [name] : []))
}
