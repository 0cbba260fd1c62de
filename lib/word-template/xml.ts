import { DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom'
import { TemplateRefused } from './refused'

export type { Document, Element, Node }

export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
export const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const WP = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'
export const A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
export const XML = 'http://www.w3.org/XML/1998/namespace'

/** How deep elements may lie in each other. */
const MAX_DEPTH = 400

/** A part of a Word document. Throws TemplateRefused if it is no XML, or has a document type: entities come in by those. */
export function parseXml(bytes: Uint8Array, name: string): Document {
  const text = decode(bytes, name)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new TemplateRefused('word-dtd', name)
  checkDepth(text, name)
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message)
      },
    })
    return parser.parseFromString(text, 'application/xml')
  } catch {
    throw new TemplateRefused('word-broken', name)
  }
}

export function writeXml(document: Document): Uint8Array {
  const text = new XMLSerializer().serializeToString(document)
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  return new TextEncoder().encode(head + text.replace(/^\s*<\?xml[^?]*\?>\s*/, ''))
}

/** UTF-8 or UTF-16, the two that XML and Word know. */
function decode(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new TemplateRefused('word-broken', name)
  }
}

function checkDepth(text: string, name: string): void {
  let depth = 0
  for (const [tag] of text.matchAll(/<\/?[^!?][^>]*>/g)) {
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>') && ++depth > MAX_DEPTH) throw new TemplateRefused('word-broken', name)
  }
}

/** The element children. */
export function elementsOf(parent: Node): Element[] {
  const found: Element[] = []
  for (let child = parent.firstChild; child; child = child.nextSibling)
    if (child.nodeType === 1) found.push(child as Element)
  return found
}

/** Whether it is WordprocessingML of this name. */
export function is(node: Node | null, name: string): boolean {
  return node?.nodeType === 1 && node.namespaceURI === W && node.localName === name
}

export function child(parent: Element, name: string): Element | undefined {
  return elementsOf(parent).find((one) => is(one, name))
}

/** All below, at any depth, in the order of the document. `*`: of whatever name. */
export function all(parent: Node, name: string, namespace = W): Element[] {
  const found: Element[] = []
  const walk = (above: Node) => {
    for (let node = above.firstChild; node; node = node.nextSibling) {
      if (node.nodeType !== 1) continue
      if (node.namespaceURI === namespace && (name === '*' || node.localName === name))
        found.push(node as Element)
      walk(node)
    }
  }
  walk(parent)
  return found
}

/** The value of `w:val`, or of another of Word's attributes. */
export function val(element: Element | undefined, name = 'val'): string | undefined {
  return element?.getAttributeNS(W, name) ?? undefined
}

export function setValue(element: Element, value: string, name = 'val'): void {
  const own = element.getAttributeNodeNS(W, name)
  if (own) own.value = value
  else element.setAttributeNS(W, `${element.lookupPrefix(W) ?? element.prefix ?? 'w'}:${name}`, value)
}

/** A new element of WordprocessingML for the document in which `near` stands. */
export function make(near: Element, name: string, values: Record<string, string> = {}): Element {
  const prefix = near.lookupPrefix(W) ?? 'w'
  const made = near.ownerDocument!.createElementNS(W, `${prefix}:${name}`)
  for (const [key, value] of Object.entries(values)) made.setAttributeNS(W, `${prefix}:${key}`, value)
  return made
}

export function remove(node: Node): void {
  node.parentNode?.removeChild(node)
}

/** Puts `nodes` before `place`, in their order. */
export function insertBefore(place: Node, nodes: Node[]): void {
  for (const node of nodes) place.parentNode!.insertBefore(node, place)
}
