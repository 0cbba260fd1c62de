'use client'
import type * as Y from 'yjs'
import { useDocument } from './document-context'

/** `selector(doc)`, and again whenever the records (the root maps) change, once for each transaction. */
export function useRecords<T>(selector: (doc: Y.Doc) => T): T {
  return selector(useDocument().doc)
}

/** The text of a one-line root, live. */
export function useLine(name: string): string {
  return useDocument().doc.getText(name).toString()
}
