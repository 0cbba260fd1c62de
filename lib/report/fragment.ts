import * as Y from 'yjs'
import type { Block, Inline, ListItem, Mark, Rich } from './rich'
import { isSafeUrl } from './rich'

/*
 * Rich text in the shared document. Reading is a pure walk: unlike the editor's own conversion it never writes to
 * the document. What does not fit our schema (a foreign client may write anything) is read as its text.
 */

/** The rich text that a fragment holds. */
export function readRich(fragment: Y.XmlFragment): Rich {
  return fragment.toArray().flatMap(readBlock)
}

type XmlNode = Y.XmlElement | Y.XmlText | Y.XmlHook

function readBlock(node: XmlNode): Block[] {
  if (node instanceof Y.XmlText) return [paragraph(readInline(node))]
  if (!(node instanceof Y.XmlElement)) return []
  switch (node.nodeName) {
    case 'paragraph':
      return [paragraph(inlinesOf(node))]
    case 'bulletList':
    case 'orderedList': {
      const content = children(node).flatMap(readListItem)
      return content.length > 0 ? [{ type: node.nodeName, content }] : []
    }
    case 'blockquote': {
      const content = children(node).flatMap(readBlock)
      return content.length > 0 ? [{ type: 'blockquote', content }] : []
    }
    case 'hardBreak':
      return []
    default: {
      const isTextBlock = children(node).some((child) => child instanceof Y.XmlText)
      return isTextBlock ? [paragraph(inlinesOf(node))] : children(node).flatMap(readBlock)
    }
  }
}

function readListItem(node: XmlNode): ListItem[] {
  const isItem = node instanceof Y.XmlElement && node.nodeName === 'listItem'
  const blocks = isItem ? children(node).flatMap(readBlock) : readBlock(node)
  const [first, ...rest] = blocks
  if (!first) return isItem ? [{ type: 'listItem', content: [{ type: 'paragraph' }] }] : []
  if (first.type === 'paragraph') return [{ type: 'listItem', content: [first, ...rest] }]
  return [{ type: 'listItem', content: [{ type: 'paragraph' }, first, ...rest] }]
}

function inlinesOf(node: Y.XmlElement): Inline[] {
  return children(node).flatMap((child): Inline[] => {
    if (child instanceof Y.XmlText) return readInline(child)
    if (child instanceof Y.XmlElement)
      return child.nodeName === 'hardBreak' ? [{ type: 'hardBreak' }] : inlinesOf(child)
    return []
  })
}

function readInline(text: Y.XmlText): Inline[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes }): Inline[] => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = readMarks(attributes ?? {})
    return [marks.length > 0 ? { type: 'text', text: insert, marks } : { type: 'text', text: insert }]
  })
}

/** Marks in the schema's order (rich-schema.ts), whatever order the attributes came in. */
function readMarks(attributes: Record<string, unknown>): Mark[] {
  const marks: Mark[] = []
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    const attrs = (typeof value === 'object' ? value : {}) as { href?: unknown; lang?: unknown }
    switch (key.split('--')[0]) {
      case 'bold':
        marks.push({ type: 'bold' })
        break
      case 'italic':
        marks.push({ type: 'italic' })
        break
      case 'link':
        if (typeof attrs.href === 'string' && isSafeUrl(attrs.href))
          marks.push({ type: 'link', attrs: { href: attrs.href } })
        break
      case 'language':
        if (typeof attrs.lang === 'string' && isLanguageTag(attrs.lang))
          marks.push({ type: 'language', attrs: { lang: attrs.lang } })
        break
    }
  }
  return marks.sort((a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type))
}

const MARK_ORDER = ['link', 'language', 'bold', 'italic']

function isLanguageTag(tag: string): boolean {
  try {
    return tag.length <= 35 && Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function paragraph(content: Inline[]): Block {
  return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }
}

function children(node: Y.XmlElement): XmlNode[] {
  return node.toArray() as XmlNode[]
}

/** Writes `rich` into an empty fragment, as the editor would have. Call it within a transaction. */
export function writeRich(fragment: Y.XmlFragment, rich: Rich): void {
  fragment.insert(0, rich.map(writeBlock))
}

function writeBlock(block: Block | ListItem): Y.XmlElement {
  const element = new Y.XmlElement(block.type)
  if (block.type === 'paragraph') element.insert(0, writeInlines(block.content ?? []))
  else element.insert(0, (block.content as (Block | ListItem)[]).map(writeBlock))
  return element
}

function writeInlines(inlines: Inline[]): (Y.XmlElement | Y.XmlText)[] {
  const nodes: (Y.XmlElement | Y.XmlText)[] = []
  let run: { insert: string; attributes: Record<string, unknown> }[] = []
  const flush = () => {
    if (run.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(run, { sanitize: false })
    nodes.push(text)
    run = []
  }
  for (const inline of inlines) {
    if (inline.type === 'hardBreak') {
      flush()
      nodes.push(new Y.XmlElement('hardBreak'))
    } else {
      const attributes = Object.fromEntries(
        (inline.marks ?? []).map((mark) => [mark.type, 'attrs' in mark ? mark.attrs : {}]),
      )
      run.push({ insert: inline.text, attributes })
    }
  }
  flush()
  return nodes
}
