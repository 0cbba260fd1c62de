import { Node } from '@tiptap/pm/model'
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readRich, writeRich } from './fragment'
import { Block, type Inline, type ListItem, type Mark, type Rich } from './rich'
import { richSchema } from './rich-schema'

const mark = (type: Mark['type'], values: Mark[]) =>
  fc.option(fc.constantFrom(...values.filter((value) => value.type === type)), { nil: undefined })
const MARKS: Mark[] = [
  { type: 'link', attrs: { href: 'https://example.org/a?b=c' } },
  { type: 'link', attrs: { href: 'mailto:a@example.org' } },
  { type: 'language', attrs: { lang: 'fr' } },
  { type: 'language', attrs: { lang: 'ko-KR' } },
  { type: 'bold' },
  { type: 'italic' },
]
const marks = fc
  .tuple(mark('link', MARKS), mark('language', MARKS), mark('bold', MARKS), mark('italic', MARKS))
  .map((all) => all.filter((one) => one !== undefined))
const inline: fc.Arbitrary<Inline> = fc
  .oneof(
    { weight: 4, arbitrary: fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), marks) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
  .map((value) => {
    if (!value) return { type: 'hardBreak' }
    const [text, with_] = value
    return with_.length > 0 ? { type: 'text', text, marks: with_ } : { type: 'text', text }
  })

/** Neighbours with the same marks are one text, as in every ProseMirror document. */
function joined(inlines: Inline[]): Inline[] {
  const all: Inline[] = []
  for (const next of inlines) {
    const last = all.at(-1)
    const same = last?.type === 'text' && next.type === 'text' && isEqual(last.marks, next.marks)
    if (same) all.splice(-1, 1, { ...last, text: last.text + next.text })
    else all.push(next)
  }
  return all
}
const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const rich = fc.letrec<{ paragraph: Block; block: Block; item: ListItem }>((tie) => ({
  paragraph: fc
    .array(inline, { maxLength: 5 })
    .map((content) =>
      content.length > 0 ? { type: 'paragraph', content: joined(content) } : { type: 'paragraph' },
    ),
  item: fc
    .tuple(tie('paragraph'), fc.array(tie('block'), { maxLength: 2 }))
    .map(([first, rest]) => ({ type: 'listItem', content: [first, ...rest] }) as ListItem),
  block: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('paragraph'),
    fc
      .array(tie('item'), { minLength: 1, maxLength: 3 })
      .map((content): Block => ({ type: 'bulletList', content })),
    fc
      .array(tie('item'), { minLength: 1, maxLength: 3 })
      .map((content): Block => ({ type: 'orderedList', content })),
    fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((content): Block => ({ type: 'blockquote', content })),
  ),
})).block
const document: fc.Arbitrary<Rich> = fc.array(rich, { minLength: 1, maxLength: 4 })

test('the schema has the node and mark kinds of a rich text, and no attributes but href and lang', () => {
  expect(Object.keys(richSchema.nodes).sort()).toEqual(
    ['blockquote', 'bulletList', 'doc', 'hardBreak', 'listItem', 'orderedList', 'paragraph', 'text'].sort(),
  )
  const attributes = (spec: { attrs?: object | null | undefined }) => Object.keys(spec.attrs ?? {})
  expect(Object.values(richSchema.nodes).flatMap((node) => attributes(node.spec))).toEqual([])
  expect(Object.entries(richSchema.marks).map(([name, { spec }]) => [name, attributes(spec)])).toEqual([
    ['link', ['href']],
    ['language', ['lang']],
    ['bold', []],
    ['italic', []],
  ])
})

test('what the editor writes is what the report reads', () => {
  fc.assert(
    fc.property(document, (content) => {
      const node = Node.fromJSON(richSchema, { type: 'doc', content })
      node.check()
      const fragment = new Y.Doc().getXmlFragment('text')
      prosemirrorToYXmlFragment(node, fragment)
      expect(readRich(fragment)).toEqual(content)
      expect(content.map((block) => Block.parse(block))).toEqual(content)
    }),
    { numRuns: 300 },
  )
})

test('what the server writes is what the editor shows, and the editor changes nothing in it', () => {
  fc.assert(
    fc.property(document, (content) => {
      const doc = new Y.Doc()
      const fragment = doc.getXmlFragment('text')
      doc.transact(() => writeRich(fragment, content))
      const before = Y.encodeStateAsUpdate(doc)
      const node = yXmlFragmentToProseMirrorRootNode(fragment, richSchema)
      node.check()
      expect(node.toJSON()).toEqual({ type: 'doc', content })
      prosemirrorToYXmlFragment(node, fragment)
      expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    }),
    { numRuns: 300 },
  )
})
