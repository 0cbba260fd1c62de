import type { CloseName } from '@/lib/collab/close-codes'
import type { SetAside } from './database'

/** The copy of a session's document that this browser keeps. */
export type Offline = {
  /** Resolves when what the browser kept is in the document; also if the browser keeps nothing (see failed). */
  whenSynced: Promise<void>
  /** Why the browser keeps no copy, if it doesn't: its storage is full, or not to be had at all. */
  failed(): 'full' | 'unavailable' | undefined
  /** Whether every edit of the document is in the browser's storage now. */
  kept(): boolean
  /** Which life of the document the copy belongs to, if the server ever told. */
  epoch(): string | undefined
  keepEpoch(epoch: string): void
  /** Whether earlier pages have left edits in the copy that no server has confirmed. */
  unsent(): boolean
  /** Says whether the document holds such edits now: it is remembered with the copy. */
  keepUnsent(unsent: boolean): void
  /**
   * The server will never take what is in the document: the text is kept apart from now on, and the next page begins
   * with an empty copy. `worth`: whether all of it is worth keeping, or only what no server has ever confirmed; where
   * there is no such thing, nothing is kept.
   */
  setAside(reason: CloseName, worth: 'all' | 'unsent'): void
  /** The texts that earlier pages set aside; the same array until it changes. */
  aside(): readonly SetAside[]
  discard(key: string): void
  /** Calls `listener` when failed, kept or aside may have changed; returns the way to stop it. */
  subscribe(listener: () => void): () => void
  destroy(): void
}
