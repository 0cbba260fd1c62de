import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { readReport } from '@/lib/report/read'
import { TEMPLATE } from './setup'

export function documentOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}

/** A hash of all there is in a document: how far each client's clock is, what is deleted, and how it reads. */
export function fingerprint(doc: Y.Doc): string {
  const vector = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)
  const deleted = [...Y.snapshot(doc).ds.clients].sort(([a], [b]) => a - b)
  const report = readReport(doc, TEMPLATE)
  return createHash('sha256').update(JSON.stringify({ vector, deleted, report })).digest('hex').slice(0, 12)
}

/** Every word in a report, or in a part of one. */
export function wordsOf(part: unknown): Set<string> {
  if (typeof part === 'string') return new Set(part.match(/\w+/g))
  if (typeof part !== 'object' || part === null) return new Set()
  return new Set(Object.values(part).flatMap((value) => [...wordsOf(value)]))
}

export function wordsIn(doc: Y.Doc): Set<string> {
  return wordsOf(readReport(doc, TEMPLATE))
}
