import * as Y from 'yjs'

/**
 * Deletes the formatting marks of a root's texts that have no effect, as every Yjs client does with what it receives.
 * The server does it for a client that may not write the root, so that both hold the same.
 */
export function tidy(doc: Y.Doc, name: string): void {
  const root = doc.share.get(name)
  if (root) for (const text of textsIn(root)) Y.cleanupYTextFormatting(text)
}

// biome-ignore lint/suspicious/noExplicitAny: Yjs names a type of unknown events so
function* textsIn(type: Y.AbstractType<any>): Generator<Y.Text> {
  if (type instanceof Y.Text) yield type
  for (let item = type._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentType) yield* textsIn(item.content.type)
}
