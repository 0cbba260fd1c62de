import * as Y from 'yjs'
import { readBlock, writeBlock } from '@/lib/report/fragment'
import { canonicalRich } from '@/lib/report/rich'

/*
 * Whether the editor can show a fragment node by node. y-tiptap deletes what it cannot, text and all, for everybody
 * and by merely opening it; so a fragment is looked at first, here, without writing. Our own editors never write what
 * does not fit, but people deleting at once can leave a list without items, and a foreign client may write anything.
 */

const LISTS = ['bulletList', 'orderedList']

export function fits(fragment: Y.XmlFragment): boolean {
  return fragment.toArray().every(fitsBlock)
}

function fitsBlock(node: unknown): boolean {
  if (!(node instanceof Y.XmlElement)) return false
  if (isParagraph(node)) return children(node).every(fitsInline)
  if (node.length === 0) return false
  if (LISTS.includes(node.nodeName)) return children(node).every(fitsItem)
  return children(node).every(fitsBlock)
}

function fitsItem(node: unknown): boolean {
  if (!(node instanceof Y.XmlElement) || node.nodeName !== 'listItem') return false
  const [first, ...rest] = children(node)
  return first instanceof Y.XmlElement && isParagraph(first) && [first, ...rest].every(fitsBlock)
}

function fitsInline(node: unknown): boolean {
  if (node instanceof Y.XmlElement) return node.length === 0
  return (
    node instanceof Y.XmlText &&
    node.toDelta().every((run: { insert: unknown }) => typeof run.insert === 'string')
  )
}

/** A paragraph, or what an unknown kind of text block (a heading, say) is shown as. */
export function isParagraph(element: Y.XmlElement): boolean {
  const { nodeName } = element
  if (nodeName === 'paragraph') return true
  if (LISTS.includes(nodeName) || nodeName === 'blockquote' || nodeName === 'listItem') return false
  return element.length === 0 || children(element).some((child) => child instanceof Y.XmlText)
}

export function isList(element: Y.XmlElement): boolean {
  return LISTS.includes(element.nodeName)
}

function children(element: Y.XmlFragment): unknown[] {
  return element.toArray()
}

/**
 * Repairs what people editing at once leave behind and nobody can miss: lists and quotes with nothing in them go, an
 * item that lost its first paragraph gets a new one, and two texts side by side become one again (only the browser
 * that made the second one does it, or the letters would double). Call it within a transaction.
 */
export function mend(parent: Y.XmlFragment | Y.XmlElement): void {
  for (let index = parent.length - 1; index >= 0; index--) {
    const node = children(parent)[index]
    if (!(node instanceof Y.XmlElement)) continue
    if (isParagraph(node)) {
      joinTexts(node)
      continue
    }
    mend(node)
    if (node.length === 0) parent.delete(index)
    else if (node.nodeName === 'listItem' && parent instanceof Y.XmlElement && isList(parent)) {
      const first = node.get(0)
      if (first instanceof Y.XmlElement && !isParagraph(first))
        node.insert(0, [new Y.XmlElement('paragraph')])
    }
  }
}

function joinTexts(paragraph: Y.XmlElement): void {
  for (let index = paragraph.length - 1; index > 0; index--) {
    const [before, after] = [paragraph.get(index - 1), paragraph.get(index)]
    if (!(before instanceof Y.XmlText && after instanceof Y.XmlText)) continue
    if (after._item?.id.client !== after.doc?.clientID) continue
    before.applyDelta([{ retain: before.length }, ...after.toDelta()])
    paragraph.delete(index)
  }
}

/** Writes the blocks that do not fit anew, as what they are read as. Call it within a transaction. */
export function rewrite(fragment: Y.XmlFragment): void {
  for (let index = fragment.length - 1; index >= 0; index--) {
    const node = children(fragment)[index]
    if (fitsBlock(node)) continue
    const blocks = canonicalRich(readBlock(node, 0))
    fragment.delete(index)
    fragment.insert(index, blocks.map(writeBlock))
  }
}
