import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readRich, writeRich } from '@/lib/report/fragment'
import { toPlain } from '@/lib/report/rich'
import { richSchema } from '@/lib/report/rich-schema'
import { FieldMapping } from './field-mapping'
import { fits, mend, rewrite } from './fits'

type Tree = string | { name: string; children: Tree[] } | { text: string; marks: Record<string, unknown> }

function build(trees: Tree[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('text')
  fragment.insert(0, trees.map(node))
  return fragment
}
function node(tree: Tree): Y.XmlElement | Y.XmlText {
  if (typeof tree === 'string') return new Y.XmlText(tree)
  if ('text' in tree) {
    const text = new Y.XmlText()
    text.insert(0, tree.text, tree.marks)
    return text
  }
  const element = new Y.XmlElement(tree.name)
  element.insert(0, tree.children.map(node))
  return element
}
const el = (name: string, ...children: Tree[]): Tree => ({ name, children })
const shown = (fragment: Y.XmlFragment) =>
  richSchema.nodes.doc!.create(null, new FieldMapping(() => richSchema).nodes(fragment))

describe('a text that a foreign client wrote', () => {
  test('is shown with every word, as what it resembles, and nothing is written by showing it', () => {
    const fragment = build([
      el('heading', 'A heading'),
      el('callout', el('paragraph', { text: 'boxed', marks: { underline: {}, bold: {} } })),
      el('paragraph', 'one', el('image'), { text: 'two', marks: { link: { href: 'javascript:alert(1)' } } }),
      el('horizontalRule'),
    ])
    const before = Y.encodeStateAsUpdate(fragment.doc!)
    expect(fits(fragment)).toBe(true)
    const doc = shown(fragment)
    doc.check()
    expect(doc.toJSON().content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'A heading' }] },
      {
        type: 'blockquote',
        content: [
          { type: 'paragraph', content: [{ type: 'text', text: 'boxed', marks: [{ type: 'bold' }] }] },
        ],
      },
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'one' }, { type: 'hardBreak' }, { type: 'text', text: 'two' }],
      },
      { type: 'paragraph' },
    ])
    expect(Y.encodeStateAsUpdate(fragment.doc!)).toEqual(before)
  })

  test('does not fit where the editor has no node for a node, and is written anew with every word', () => {
    const fragment = build([
      el('paragraph', 'kept as it is'),
      'bare',
      el('bulletList', el('paragraph', 'no item')),
      el('bulletList', el('listItem', el('blockquote', el('paragraph', 'no first paragraph')))),
      el('paragraph', 'a', el('mention', 'nested')),
    ])
    expect(fits(fragment)).toBe(false)
    const words = toPlain(readRich(fragment)).split(/\s+/).filter(Boolean)
    const first = fragment.get(0)
    rewrite(fragment)
    expect(fits(fragment)).toBe(true)
    expect(fragment.get(0)).toBe(first)
    expect(toPlain(readRich(fragment)).split(/\s+/).filter(Boolean)).toEqual(words)
  })

  const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      fc.constantFrom<Tree>('x', 'yy', '한', el('hardBreak')),
      fc
        .tuple(
          fc.constantFrom('paragraph', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'table'),
          fc.array(tie('tree'), { maxLength: 3 }),
        )
        .map(([name, children]) => el(name, ...children)),
    ),
  })).tree

  test('is never lost, whatever it is: what fits is shown whole, what does not is rewritten whole', () => {
    const letters = (text: string) => text.replace(/\s/g, '')
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), (trees) => {
        const fragment = build(trees)
        const all = letters(toPlain(readRich(fragment)))
        mend(fragment)
        expect(letters(toPlain(readRich(fragment)))).toBe(all)
        if (!fits(fragment)) rewrite(fragment)
        expect(fits(fragment)).toBe(true)
        if (fragment.length === 0) return
        const doc = shown(fragment)
        doc.check()
        expect(letters(doc.textContent)).toBe(all)
        const sizes = [...fragment.toArray()].length
        expect(doc.childCount).toBe(sizes)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what people leave who delete at once', () => {
  test('a list without items goes, an item without its paragraph gets one, and no word is touched', () => {
    const fragment = build([
      el('bulletList'),
      el('orderedList', el('listItem', el('bulletList', el('listItem', el('paragraph', 'inner'))))),
      el('blockquote', el('bulletList')),
    ])
    fragment.doc!.transact(() => mend(fragment))
    expect(fits(fragment)).toBe(true)
    expect(readRich(fragment)).toEqual([
      {
        type: 'orderedList',
        content: [
          {
            type: 'listItem',
            content: [
              { type: 'paragraph' },
              {
                type: 'bulletList',
                content: [
                  {
                    type: 'listItem',
                    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'inner' }] }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ])
  })

  test('two texts begun at once in one paragraph become one, in the browser that made the second', () => {
    const [ana, ben] = [new Y.Doc(), new Y.Doc()]
    ana.transact(() => writeRich(ana.getXmlFragment('text'), [{ type: 'paragraph' }]))
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana))
    for (const [doc, words] of [
      [ana, 'Ana '],
      [ben, 'Ben '],
    ] as const) {
      const paragraph = doc.getXmlFragment('text').get(0) as Y.XmlElement
      paragraph.insert(0, [new Y.XmlText(words)])
    }
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana))
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben))
    const together = toPlain(readRich(ana.getXmlFragment('text')))
    for (const doc of [ana, ben]) mend(doc.getXmlFragment('text'))
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana))
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben))
    for (const doc of [ana, ben]) {
      expect(toPlain(readRich(doc.getXmlFragment('text')))).toBe(together)
      expect((doc.getXmlFragment('text').get(0) as Y.XmlElement).length).toBe(1)
    }
  })
})
