import type { Node, Schema } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { readInline } from '@/lib/report/fragment'
import { canonicalRich, type Inline, type Paragraph } from '@/lib/report/rich'
import { isList, isParagraph } from './fits'

type Type = Y.XmlFragment | Y.XmlElement | Y.XmlText

/**
 * What y-tiptap asks for the editor's node of a Yjs node. Instead of its own conversion, which deletes what the schema
 * does not know, it always finds an answer here: a kind we don't know is shown as a paragraph, a quote or a line
 * break, a mark we don't know is not shown, and nothing is written. For fragments that fit (fits.ts).
 */
export class FieldMapping extends Map<Type, Node | Node[]> {
  readonly #schema: () => Schema

  /** @param schema the editor's own: nodes of another schema, though equal, are none to it */
  constructor(schema: () => Schema) {
    super()
    this.#schema = schema
  }

  override get(type: Type): Node | Node[] | undefined {
    const known = super.get(type)
    if (known !== undefined || !(type instanceof Y.XmlElement)) return known
    return this.#read(type)
  }

  /** The nodes that the whole fragment is shown as. */
  nodes(fragment: Y.XmlFragment): Node[] {
    return fragment.toArray().map((child) => this.get(child as Y.XmlElement) as Node)
  }

  #read(element: Y.XmlElement): Node {
    const node = this.#create(element)
    this.set(element, node)
    return node
  }

  #create(element: Y.XmlElement): Node {
    const { nodes } = this.#schema()
    const { parent } = element
    const inside = parent instanceof Y.XmlElement ? parent : undefined
    if (inside && isParagraph(inside)) return nodes.hardBreak!.create()
    if (isParagraph(element)) return nodes.paragraph!.create(null, this.#inlines(element))
    const children = this.nodes(element)
    if (isList(element)) return nodes[element.nodeName]!.create(null, children)
    return (inside && isList(inside) ? nodes.listItem! : nodes.blockquote!).create(null, children)
  }

  #inlines(element: Y.XmlElement): Node[] {
    return element.toArray().flatMap((child) => {
      if (child instanceof Y.XmlElement) return [this.#read(child)]
      const texts = inlines(child as Y.XmlText).map((text) => this.#schema().nodeFromJSON(text))
      this.set(child as Y.XmlText, texts)
      return texts
    })
  }
}

function inlines(text: Y.XmlText): Inline[] {
  const [paragraph] = canonicalRich([{ type: 'paragraph', content: readInline(text) }])
  return (paragraph as Paragraph).content ?? []
}
