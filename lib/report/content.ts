import * as Y from 'yjs'

/*
 * What stands in a document, as plain values, whoever wrote it and under whatever ids: two documents with equal
 * contents show the same, also in roots that nobody knows. Pure reading.
 */

type AnyType = NonNullable<ReturnType<Y.Doc['share']['get']>>
type Content = { entries: Record<string, unknown>; sequence: unknown[] }

/** Every root that holds something, by name. */
export function contentOf(doc: Y.Doc): Record<string, Content> {
  const roots = [...doc.share].map(([name, type]) => [name, typeContent(type)] as const)
  const full = roots.filter(([, { entries, sequence }]) => sequence.length + Object.keys(entries).length > 0)
  return Object.fromEntries(full.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function typeContent(type: AnyType): Content {
  const entries: [string, unknown][] = []
  for (const [key, item] of type._map) if (!item.deleted) entries.push([key, itemContent(item).at(-1)])
  const sequence: unknown[] = []
  for (let item = type._start; item; item = item.right) if (!item.deleted) sequence.push(...itemContent(item))
  return { entries: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))), sequence }
}

function itemContent({ content }: Y.Item): unknown[] {
  // By character, since how Yjs cuts a text into items depends on how it came about.
  if (content instanceof Y.ContentString) return content.str.split('')
  if (content instanceof Y.ContentFormat) return [{ format: content.key, value: content.value }]
  if (content instanceof Y.ContentType) {
    const { type } = content
    const name = type instanceof Y.XmlElement ? type.nodeName : type.constructor.name
    return [{ type: name, ...typeContent(type as AnyType) }]
  }
  return content.getContent()
}
