import fc from 'fast-check'
import type { Link, Nodes, Root } from 'mdast'
import { expect, test } from 'vitest'
import type { Report } from '@/lib/report/report'
import type { Block, Inline, ListItem, Mark } from '@/lib/report/rich'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { anyReport } from '@/lib/report/samples/arbitrary'
import { outlineOf } from './content'
import { markdownTree, toMarkdown } from './markdown'
import { CLEANED, filledWith, HOSTILE, STAMP, typedEverywhere } from './testing'
import { readMarkdown } from './testing-markdown'
import { wordsFor } from './words'

/* What is written is read back as the same syntax tree: no sign of a text means anything. */

/** What a reader of GitHub's Markdown makes a link of, whoever wrote it. */
function isBareAddress({ url, children: [text] }: Link): boolean {
  return text?.type === 'text' && [text.value, `http://${text.value}`, `mailto:${text.value}`].includes(url)
}

/** A tree without where it stood and how far apart, its neighbouring texts as one, bare addresses among them. */
function plain<T extends Nodes>(node: T): unknown {
  const { position, spread, ...rest } = node as T & { position?: unknown; spread?: unknown }
  if (!('children' in rest)) return rest
  const children: unknown[] = []
  const inner = (rest.children as Nodes[]).map((child) =>
    child.type === 'link' && isBareAddress(child) ? child.children[0]! : child,
  )
  for (const child of inner.map(plain)) {
    const last = children.at(-1) as { type: string; value: string } | undefined
    const next = child as { type: string; value: string }
    if (last?.type === 'text' && next.type === 'text') last.value += next.value
    else children.push(child)
  }
  return { ...rest, children }
}

function trees(report: Report): [written: unknown, read: unknown] {
  const args = [outlineOf(report, STAMP), STAMP, wordsFor(report.language).words] as const
  return [plain<Root>(markdownTree(...args)), plain(readMarkdown(toMarkdown(...args)))]
}

function isReadBack(report: Report) {
  const [written, read] = trees(report)
  expect(read).toEqual(written)
}

const NASTY = [
  '*not emphasis*',
  '**not strong**',
  '_not_ __this__ either',
  'snake_case_name and 2*3*4',
  '~~not struck~~',
  '`not code` ``nor this``',
  '# not a heading',
  '###### nor this',
  'Underlined\n===',
  'Underlined\n---',
  '> not a quote',
  '- not an item',
  '+ not an item',
  '* not an item',
  '1. not an item',
  '1986) was a year',
  '- [x] not a task',
  '***',
  '---',
  '| not | a table |\n| --- | --- |\n| at | all |',
  '[not a link](https://example.org)',
  '![not a picture](https://example.org/x.png)',
  '[not][a] [reference]',
  '[a]: https://example.org "definition"',
  '[^1] and [^1]: a note',
  '<not an address@example.org>',
  '<https://example.org>',
  '<b>not bold</b>',
  '<!-- not a comment -->',
  '<?php not this ?>',
  '&amp; &lt; &copy; &#35; &#x22; &nosuch;',
  'AT&T and a&b;',
  '\\*not escaped\\* \\\\ \\',
  'a line that ends in a backslash\\\nand goes on',
  'two spaces  \nand a break',
  '    not code by its four spaces',
  '\tnot code by a tab',
  '```\nnot fenced\n```',
  '~~~\nnot fenced\n~~~',
  'https://example.org/a_b*c*?d=[e](f)&g=1',
  'See www.example.org. Or write to ana@example.org, please.',
  '(https://example.org) "http://example.org" https://example.org/a_b_',
  'http:// www. @ a@ @b http://a@b www.a_b*c first_last+x@example.org',
  'https://en.wikipedia.org/wiki/X_(y) xhttps://a.b HTTPS://A.B (see www.example.org/a_(b)_c)',
  ':smile: @mention #1234 user/repo#1 a1b2c3d',
  '$x^2$ and $$y$$ and \\(z\\)',
  '==marked== ^up^ ~down~',
  '{#id .class key=value} ::: note',
  '--- # yaml: "\'{[ ]}\' : | > & * ! %" ...',
  'key: value\n- list: [a, b]\n? x',
  '“quoted” ‘as’ it’s — “1998”',
  '한국어*강조*와 _밑줄_ **굵게**입니다',
  'عربي *نص* _آخر_ [رابط](x)',
  '\u00a0hard spaces\u00a0',
  '!',
  '![',
  '[',
  '](',
  '*',
  '_',
  '\\',
]

test.each(NASTY)('the tree is the same with %j in every place', (text) => {
  isReadBack(filledWith(text))
})

const MARKS: Mark[] = [
  { type: 'link', attrs: { href: 'https://example.org/a_(b)?c=*d*&e="f"' } },
  { type: 'bold' },
  { type: 'italic' },
]

test.each(NASTY)('and with %j as bold, italic, a link, an item, a quote and next to other text', (text) => {
  const words = text.replace(/\s+/g, ' ').trim()
  const marked = (marks: Mark[]): Inline[] => [
    { type: 'text', text: 'before ' },
    { type: 'text', text: words, marks },
    { type: 'text', text: ' after' },
  ]
  const paragraph = (content: Inline[]) => ({ type: 'paragraph' as const, content })
  const only = paragraph([{ type: 'text', text }])
  const item = (...content: ListItem['content']): ListItem => ({ type: 'listItem', content })
  const blocks: Block[] = [
    ...MARKS.map((mark) => paragraph(marked([mark]))),
    paragraph(marked(MARKS)),
    { type: 'bulletList', content: [item(only, { type: 'orderedList', content: [item(only), item(only)] })] },
    { type: 'blockquote', content: [only, { type: 'blockquote', content: [only] }] },
  ]
  isReadBack({
    ...gsef2020,
    sections: gsef2020.sections.map((one) => (one.kind === 'conclusion' ? { ...one, text: blocks } : one)),
  })
})

test.each([...HOSTILE, ...CLEANED.map(([, typed]) => typed)])('and with %j', (text) => {
  isReadBack(typedEverywhere(text))
})

test('the samples have the same tree', () => {
  isReadBack(gsef2020)
  isReadBack(everyKind)
})

test('any report has the same tree', () => {
  fc.assert(fc.property(anyReport, isReadBack), { numRuns: 60 })
})
