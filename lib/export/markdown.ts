import type { Heading, Link, Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import { frontmatterToMarkdown } from 'mdast-util-frontmatter'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { defaultHandlers, type Handle, toMarkdown as write } from 'mdast-util-to-markdown'
import { stringify } from 'yaml'
import type { Block, Inline, ListItem, Mark } from '@/lib/report/rich'
import { type Piece, splitAddresses } from './addresses'
import { toBase64 } from './json'
import type { Image, Node, Outline } from './outline'
import type { Stamp } from './stamp'
import { lettersOf, type Text } from './text'
import type { Words } from './words'

/** GitHub-flavoured Markdown, the stamp as YAML before it. A language is an HTML span, pictures stand at the end. */
export function toMarkdown(outline: Outline, stamp: Stamp, words: Words): string {
  return write(markdownTree(outline, stamp, words), {
    extensions: [frontmatterToMarkdown(['yaml']), gfmToMarkdown(), { handlers: { link: writeLink } }],
    bullet: '-',
    rule: '-',
    listItemIndent: 'one',
    resourceLink: true,
  })
}

/** The same as a syntax tree. */
export function markdownTree(outline: Outline, stamp: Stamp, words: Words): Root {
  const images: Image[] = []
  const children = outline.sections.flatMap((section): RootContent[] => [
    ...heading(2, section.heading),
    ...section.nodes.flatMap((node) => writeNode(node, { words, images })),
  ])
  return {
    type: 'root',
    children: [
      { type: 'yaml', value: stringify(frontMatter(outline, stamp)).trimEnd() },
      ...(outline.banner ? [reference(outline.banner.image, outline.banner.alt, images)] : []),
      ...[outline.event, outline.theme, outline.titleLabel].flatMap((text) => paragraph(text)),
      ...heading(1, outline.title),
      ...children,
      { type: 'thematicBreak' },
      ...paragraph(outline.stamp),
      ...images.map(definition),
    ],
  }
}

function frontMatter({ name, language, event, authors }: Outline, stamp: Stamp): Record<string, unknown> {
  const { approval, ...made } = stamp
  const date = (at: number) => new Date(at).toISOString()
  return {
    title: name,
    lang: language,
    ...(event.length > 0 ? { event: lettersOf(event) } : {}),
    ...(authors.length > 0 ? { authors } : {}),
    stamp: {
      ...made,
      at: date(made.at),
      ...(approval ? { approval: { byName: approval.byName, at: date(approval.at) } } : {}),
    },
  }
}

type Context = { words: Words; images: Image[] }
/** The title is of depth 1. */
const HEADINGS = { 1: 2, 2: 3, 3: 4 } as const

type NodeTable = {
  [K in Node['kind']]: (node: Extract<Node, { kind: K }>, context: Context) => RootContent[]
}

const NODES: NodeTable = {
  facts: ({ facts }, { words }) =>
    facts.flatMap(({ label, values }): RootContent[] => {
      const colon: PhrasingContent = { type: 'text', value: words.colon('') }
      const name: PhrasingContent = { type: 'strong', children: [...writeText(label), colon] }
      if (values.length > 1)
        return [{ type: 'paragraph', children: [name] }, list(values.map((value) => [...paragraph(value)]))]
      const space: PhrasingContent = { type: 'text', value: ' ' }
      return [{ type: 'paragraph', children: [name, space, ...writeText(values[0]!)] }]
    }),
  people: ({ people }) => [list(people.map(paragraph), true)],
  heading: ({ level, text }) => heading(HEADINGS[level], text),
  rich: ({ blocks }) => writeBlocks(blocks),
  note: ({ text }) => emphasised(text),
  picture: ({ image, alt, caption, description }, { images }) => {
    const picture = image ? [reference(image, alt, images)] : []
    return [...picture, ...emphasised(caption), ...description.flatMap(paragraph)]
  },
}

function writeNode(node: Node, context: Context): RootContent[] {
  return (NODES[node.kind] as (node: Node, context: Context) => RootContent[])(node, context)
}

/** The bytes of a picture, far from the text, in a definition that the text refers to. */
function definition(image: Image, index: number): RootContent {
  const identifier = `picture-${index + 1}`
  const url = `data:${image.type};base64,${toBase64(image.bytes)}`
  return { type: 'definition', identifier, label: identifier, title: null, url }
}

/** A picture in the text; its definition will stand at the end. */
function reference(image: Image, alt: string, images: Image[]): RootContent {
  if (!images.includes(image)) images.push(image)
  const identifier = `picture-${images.indexOf(image) + 1}`
  return {
    type: 'paragraph',
    children: [{ type: 'imageReference', referenceType: 'full', identifier, label: identifier, alt }],
  }
}

const BLOCKS: { [K in Block['type']]: (block: Extract<Block, { type: K }>) => RootContent[] } = {
  paragraph: ({ content = [] }) => paragraph(content),
  bulletList: ({ content }) => [list(content.map(writeItem))],
  orderedList: ({ content }) => [list(content.map(writeItem), true)],
  blockquote: ({ content }) => [{ type: 'blockquote', children: writeBlocks(content) as Paragraph[] }],
}

function writeBlocks(blocks: Block[]): RootContent[] {
  return blocks.flatMap((block) => (BLOCKS[block.type] as (block: Block) => RootContent[])(block))
}

function writeItem({ content: [first, ...rest] }: ListItem): RootContent[] {
  // An item cannot begin with an empty paragraph.
  return [...paragraph(first.content ?? []), ...writeBlocks(rest)]
}

function list(items: RootContent[][], ordered = false): RootContent {
  return {
    type: 'list',
    ordered,
    start: ordered ? 1 : null,
    spread: false,
    children: items.map((children) => ({
      type: 'listItem',
      // Within an item only a list follows without an empty line.
      spread: children.slice(1).some(({ type }) => type !== 'list') || children.length > 2,
      checked: null,
      children: children as Paragraph[],
    })),
  }
}

function paragraph(text: Text): RootContent[] {
  return text.length > 0 ? [{ type: 'paragraph', children: writeText(text) }] : []
}

function emphasised(text: Text): RootContent[] {
  return text.length > 0
    ? [{ type: 'paragraph', children: [{ type: 'emphasis', children: writeText(text) }] }]
    : []
}

function heading(depth: Heading['depth'], text: Text): RootContent[] {
  // A heading is one line.
  const line = text.map(
    (inline): Inline => (inline.type === 'hardBreak' ? { type: 'text', text: ' ' } : inline),
  )
  return line.length > 0 ? [{ type: 'heading', depth, children: writeText(line) }] : []
}

function writeText(text: Text): PhrasingContent[] {
  return text.flatMap((inline) => {
    if (inline.type === 'hardBreak') return [{ type: 'break' }]
    const { marks = [] } = inline
    const isLink = marks.some(({ type }) => type === 'link')
    return marks.reduceRight<PhrasingContent[]>(
      (inner, mark) =>
        (MARKS[mark.type] as (mark: Mark, inner: PhrasingContent[]) => PhrasingContent[])(mark, inner),
      isLink ? [plainText(inline.text)] : splitAddresses(inline.text).map(linkOrText),
    )
  })
}

const plainText = (value: string): PhrasingContent => ({ type: 'text', value })

function linkOrText({ text, url }: Piece): PhrasingContent {
  return url ? { type: 'link', title: null, url, children: [plainText(text)] } : plainText(text)
}

/** Addresses of letters that mean nothing else in Markdown. */
const BARE = /^(?:(?:https?:\/\/|www\.)[A-Za-z0-9.\-/]+|[A-Za-z0-9.-]+@[A-Za-z0-9.-]+)$/
const BEFORE_BARE = /(?:^|\s)$/
const AFTER_BARE = /^(?:$|[\s.,;)])/

/** An address stays as it was typed: `[https://example.org](https://example.org)` is hard to read and to copy. */
const writeLink: Handle = (node: Link, parent, state, info) => {
  const [text] = node.children
  const isAddress = text?.type === 'text' && splitAddresses(text.value)[0]?.url === node.url
  if (!isAddress) return defaultHandlers.link(node, parent, state, info)
  if (BARE.test(text.value) && BEFORE_BARE.test(info.before) && AFTER_BARE.test(info.after)) return text.value
  return node.url.startsWith('http') && text.value === node.url
    ? `<${node.url}>`
    : defaultHandlers.link(node, parent, state, info)
}

type MarkTable = {
  [K in Mark['type']]: (mark: Extract<Mark, { type: K }>, inner: PhrasingContent[]) => PhrasingContent[]
}

const MARKS: MarkTable = {
  bold: (_, children) => [{ type: 'strong', children }],
  italic: (_, children) => [{ type: 'emphasis', children }],
  link: ({ attrs }, children) => [
    { type: 'link', title: null, url: attrs.href, children: children as never },
  ],
  // A tag is letters, digits and hyphens (clean.ts), so it needs no escaping here.
  language: ({ attrs }, children) => [
    { type: 'html', value: `<span lang="${attrs.lang}">` },
    ...children,
    { type: 'html', value: '</span>' },
  ],
}
