import * as Y from 'yjs'
import { Language } from './language'
import {
  type Block,
  canonicalRich,
  type Inline,
  isSafeUrl,
  type ListItem,
  MAX_DEPTH,
  MAX_HREF,
  type Mark,
  type Rich,
} from './rich'

/*
 * Rich text in the shared document. Reading is a pure walk: unlike the editor's own conversion it never writes to
 * the document. What does not fit our schema (a foreign client may write anything) is read as its text.
 */

/** The rich text that a fragment holds. */
export function readRich(fragment: Y.XmlFragment): Rich {
  return canonicalRich(readBlocks(fragment.toArray(), 0))
}

/** What stands in a fragment: our nodes, and whatever strings and values a client put there that knows no better. */
type Node = unknown

function readBlocks(nodes: Node[], depth: number): Block[] {
  const blocks: Block[] = []
  let run: Inline[] = []
  const flush = () => {
    if (run.length > 0) blocks.push(paragraph(run))
    run = []
  }
  for (const node of nodes) {
    if (typeof node === 'string') run.push({ type: 'text', text: node })
    else {
      flush()
      blocks.push(...readBlock(node, depth))
    }
  }
  flush()
  return blocks
}

export function readBlock(node: Node, depth: number): Block[] {
  if (node instanceof Y.Text) return [paragraph(readInline(node))]
  if (!(node instanceof Y.XmlElement)) return []
  if (depth >= MAX_DEPTH && node.nodeName !== 'paragraph') return textsWithin(node).map(plainParagraph)
  switch (node.nodeName) {
    case 'paragraph':
      return [paragraph(inlinesOf(node))]
    case 'bulletList':
    case 'orderedList': {
      const content = children(node).flatMap((child) => readListItem(child, depth + 1))
      return content.length > 0 ? [{ type: node.nodeName, content }] : []
    }
    case 'blockquote': {
      const content = readBlocks(children(node), depth + 1)
      return content.length > 0 ? [{ type: 'blockquote', content }] : []
    }
    default: {
      const isTextBlock = children(node).some((child) => child instanceof Y.Text)
      return isTextBlock ? [paragraph(inlinesOf(node))] : readBlocks(children(node), depth + 1)
    }
  }
}

function readListItem(node: Node, depth: number): ListItem[] {
  const isItem = node instanceof Y.XmlElement && node.nodeName === 'listItem'
  const blocks = readBlocks(isItem ? children(node) : [node], depth)
  const [first, ...rest] = blocks
  if (!first) return isItem ? [{ type: 'listItem', content: [{ type: 'paragraph' }] }] : []
  if (first.type === 'paragraph') return [{ type: 'listItem', content: [first, ...rest] }]
  return [{ type: 'listItem', content: [{ type: 'paragraph' }, first, ...rest] }]
}

/** What a text block holds; what is no text in it is read as the texts within. */
function inlinesOf(node: Y.XmlElement): Inline[] {
  return children(node).flatMap((child): Inline[] => {
    if (typeof child === 'string') return [{ type: 'text', text: child }]
    if (child instanceof Y.Text) return readInline(child)
    if (!(child instanceof Y.XmlElement)) return []
    if (child.nodeName === 'hardBreak' && child.length === 0) return [{ type: 'hardBreak' }]
    return textsWithin(child).map((text) => ({ type: 'text', text }))
  })
}

/** All texts below a node, in order, without recursion: a foreign client may nest as deep as it likes. */
function textsWithin(node: Y.XmlElement): string[] {
  const texts: string[] = []
  const open: Node[] = [node]
  while (open.length > 0) {
    const next = open.pop()
    if (next instanceof Y.XmlElement) open.push(...children(next).reverse())
    else if (next instanceof Y.Text) texts.push(...readInline(next).map(inlineText))
    else if (typeof next === 'string') texts.push(next)
  }
  return texts
}

function inlineText(inline: Inline): string {
  return inline.type === 'text' ? inline.text : '\n'
}

function plainParagraph(text: string): Block {
  return paragraph([{ type: 'text', text }])
}

export function readInline(text: Y.Text): Inline[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes }): Inline[] => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = readMarks(attributes ?? {})
    return [marks.length > 0 ? { type: 'text', text: insert, marks } : { type: 'text', text: insert }]
  })
}

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
        if (typeof attrs.href === 'string' && attrs.href.length <= MAX_HREF && isSafeUrl(attrs.href))
          marks.push({ type: 'link', attrs: { href: attrs.href } })
        break
      case 'language':
        marks.push(...languageMark(attrs.lang))
        break
    }
  }
  return marks
}

function languageMark(tag: unknown): Mark[] {
  const lang = Language.safeParse(tag)
  return lang.success ? [{ type: 'language', attrs: { lang: lang.data } }] : []
}

function paragraph(content: Inline[]): Block {
  return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }
}

function children(node: Y.XmlElement): Node[] {
  return node.toArray()
}

/** Writes `rich` into an empty fragment, as the editor would have. Call it within a transaction. */
export function writeRich(fragment: Y.XmlFragment, rich: Rich): void {
  fragment.insert(0, rich.map(writeBlock))
}

export function writeBlock(block: Block | ListItem): Y.XmlElement {
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
