'use client'
import type * as Y from 'yjs'
import type { Connection } from '@/lib/collab/connection'
import type { Template } from '@/lib/report/template'
import type { Offline } from './offline'

export type SaveIndicatorProps = {
  connection: Connection
  doc: Y.Doc
  /** For the rescue download: what to read the document with, and how to name the file. */
  session: { id: string; template: Template }
  offline?: Offline
}

export function SaveIndicator(_: SaveIndicatorProps) {
  return <output />
}
