import * as Y from 'yjs'

/** Some of what a Yjs client wrote, by its clock. */
export type Span = { client: number; clock: number; len: number }

/** Whether the document has all of it. */
export function holds(doc: Y.Doc, { client, clock, len }: Span): boolean {
  return Y.getState(doc.store, client) >= clock + len
}

/** Whether all of it is deleted in the document. */
export function isGone(doc: Y.Doc, span: Span): boolean {
  if (!holds(doc, span)) return false
  for (const struct of structsOf(doc, span)) if (!struct.deleted) return false
  return true
}

/** The letters of it that are deleted in the document: the place of each. */
export function* lettersGone(doc: Y.Doc, span: Span, wasText: (clock: number) => boolean): Generator<number> {
  for (const struct of structsOf(doc, span)) {
    if (!struct.deleted) continue
    const end = Math.min(struct.id.clock + struct.length, span.clock + span.len)
    for (let clock = Math.max(struct.id.clock, span.clock); clock < end; clock++)
      if (wasText(clock)) yield clock
  }
}

export function* structsOf(doc: Y.Doc, { client, clock, len }: Span): Generator<Y.Item | Y.GC> {
  const structs = doc.store.clients.get(client) ?? []
  if (Y.getState(doc.store, client) <= clock) return
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index]!
    if (struct.id.clock >= clock + len) return
    yield struct as Y.Item | Y.GC
  }
}

/** All text that can be read in a document, by whoever wrote it, in no meaningful order. */
export function textOf(doc: Y.Doc): string {
  let text = ''
  for (const client of [...doc.store.clients.keys()].sort((a, b) => a - b))
    for (const struct of doc.store.clients.get(client)!)
      if (struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString)
        text += struct.content.str
  return text
}

/** The text of a reading: what stands together in it, marked or not, stands together here. */
export function plainOf(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`
  if (typeof value !== 'object' || value === null) return ''
  if ('type' in value && value.type === 'text' && 'text' in value) return String(value.text)
  return Object.values(value).map(plainOf).join('')
}

/** Whole tokens. */
export function tokensIn(text: string): string[] {
  return text.match(/‹[^›‹]*›/g) ?? []
}

/** A document as one can compare it: what it has of whom, and what of it is deleted. */
export function stateOf(doc: Y.Doc): string {
  const { sv, ds } = Y.snapshot(doc)
  const vector = [...sv].sort(([a], [b]) => a - b)
  const deletes = [...ds.clients]
    .map(([client, ranges]) => [client, ranges.map(({ clock, len }) => [clock, len])] as const)
    .sort(([a], [b]) => a - b)
  return JSON.stringify([vector, deletes])
}

/** The document that these updates make together, in order. */
export function documentOf(updates: Iterable<Uint8Array>): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

export function isPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}
