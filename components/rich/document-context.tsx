'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { SharedUndo } from './undo'

/** What every field of the page shares: the document, who is here, and the one undo. */
export type SharedDocument = {
  doc: Y.Doc
  awareness: Awareness
  undo: SharedUndo
  me: { name: string; id: string }
  canWrite: boolean
}

const Context = createContext<SharedDocument | undefined>(undefined)

type Props = SharedDocument & {
  /** Told that an input method is composing, so that the connection holds remote edits back meanwhile. */
  hold?: (composing: boolean) => void
  children: ReactNode
}

export function DocumentProvider({ children, hold: _, ...shared }: Props) {
  return <Context value={shared}>{children}</Context>
}

/** @throws outside of a DocumentProvider */
export function useDocument(): SharedDocument {
  const shared = useContext(Context)
  if (!shared) throw new Error('useDocument needs a DocumentProvider around it')
  return shared
}
