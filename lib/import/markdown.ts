import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { parse } from 'yaml'
import type { Block, Inline, ListItem, Mark } from '@/lib/report/rich'
import { bytesOfUrl, languageMark, linkMark } from './address'
import { type Piece, paragraph, type Source } from './piece'
import type { Reading } from './reading'

/** GitHub-flavoured Markdown with YAML before it; HTML in it is text, but for language spans and line breaks. */
export async function readMarkdown(text: string, reading: Reading): Promise<Source> {
  const root = fromMarkdown(text, {
    extensions: [frontmatter(['yaml']), gfm()],
    mdastExtensions: [frontmatterFromMarkdown(['yaml']), gfmFromMarkdown()],
  })
  const urls = definitionsOf(root)
  const pieces: Piece[] = []
  let meta: Partial<Source> = {}
  for (const node of root.children)
    if (node.type === 'yaml') meta = frontMatter(node.value)
    else pieces.push(...(await readNode(node, { reading, urls })))
  return { pieces, notKept: reading.notKept, ...meta }
}

type Context = { reading: Reading; urls: Map<string, string> }

function frontMatter(yaml: string): Partial<Source> {
  let value: unknown
  try {
    value = parse(yaml, { maxAliasCount: 0 })
  } catch {
    return {}
  }
  if (typeof value !== 'object' || value === null) return {}
  const { lang, title, event, authors } = value as Record<string, unknown>
  return {
    ...(typeof lang === 'string' ? { language: lang } : {}),
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof event === 'string' ? { event } : {}),
    ...(Array.isArray(authors) ? { rapporteurs: authors.filter((one) => typeof one === 'string') } : {}),
  }
}

function definitionsOf(root: Root): Map<string, string> {
  return new Map(
    root.children.flatMap((node) =>
      node.type === 'definition' ? [[node.identifier, node.url] as const] : [],
    ),
  )
}

async function readNode(node: RootContent, context: Context): Promise<Piece[]> {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, text: inlines(node.children) }]
    case 'paragraph':
      return readParagraph(node.children, context)
    case 'table':
      return [
        {
          kind: 'table',
          rows: node.children.map((row) => row.children.map((cell) => [paragraph(inlines(cell.children))])),
        },
      ]
    case 'definition':
    case 'thematicBreak':
      return []
    default:
      return blockOf(node).map((block) => ({ kind: 'block', block, look: 'plain' }) as const)
  }
}

async function readParagraph(children: PhrasingContent[], { reading, urls }: Context): Promise<Piece[]> {
  const pieces: Piece[] = []
  let line: PhrasingContent[] = []
  const flush = () => {
    const text = inlines(line)
    line = []
    if (text.length === 0) return
    const only = children.length === 1 && children[0]!.type === 'emphasis'
    pieces.push(paragraph(only ? plainItalic(text) : text, only ? 'caption' : 'plain'))
  }
  for (const child of children) {
    if (child.type !== 'image' && child.type !== 'imageReference') {
      line.push(child)
      continue
    }
    flush()
    const url = child.type === 'image' ? child.url : (urls.get(child.identifier) ?? '')
    pieces.push(await reading.picture(bytesOfUrl(url), child.alt ?? ''))
  }
  flush()
  return pieces
}

/** A paragraph that is emphasised as a whole is looked at as a caption or a note: its slant is no emphasis. */
function plainItalic(text: Inline[]): Inline[] {
  return text.map((inline) =>
    inline.type === 'text'
      ? { ...inline, marks: inline.marks?.filter(({ type }) => type !== 'italic') ?? [] }
      : inline,
  )
}

function blockOf(node: Nodes): Block[] {
  switch (node.type) {
    case 'paragraph': {
      const content = inlines(node.children)
      return content.length > 0 ? [{ type: 'paragraph', content }] : []
    }
    case 'list': {
      const content = node.children.map((item): ListItem => {
        const blocks = item.children.flatMap(blockOf)
        const [first, ...rest] =
          blocks[0]?.type === 'paragraph' ? blocks : [{ type: 'paragraph' as const }, ...blocks]
        return { type: 'listItem', content: [first as { type: 'paragraph' }, ...rest] }
      })
      return [{ type: node.ordered ? 'orderedList' : 'bulletList', content }]
    }
    case 'blockquote': {
      const content = node.children.flatMap(blockOf)
      return content.length > 0 ? [{ type: 'blockquote', content }] : []
    }
    case 'heading':
      return [{ type: 'paragraph', content: inlines(node.children) }]
    case 'code':
    case 'html':
      return node.value.trim() === '' ? [] : [{ type: 'paragraph', content: linesAsBreaks(node.value, []) }]
    case 'table':
      return node.children.map((row) => ({
        type: 'paragraph',
        content: row.children.flatMap((cell, index): Inline[] => [
          ...(index > 0 ? [{ type: 'text', text: ' | ' } as const] : []),
          ...inlines(cell.children),
        ]),
      }))
    case 'footnoteDefinition':
      return node.children.flatMap(blockOf)
    default:
      return []
  }
}

const SPAN = /^<span lang="([^"]*)">$/

/** Text with its marks. A language span is opened and closed by HTML of its own, amid the children. */
function inlines(children: PhrasingContent[], marks: Mark[] = []): Inline[] {
  const languages: Mark[][] = []
  return children.flatMap((child, index): Inline[] => {
    const all = [...marks, ...(languages.at(-1) ?? [])]
    if (child.type === 'html') {
      const lang = SPAN.exec(child.value)?.[1]
      if (lang !== undefined) languages.push(languageMark(lang))
      else if (child.value === '</span>' && languages.length > 0) languages.pop()
      else if (/^<br\s*\/?>$/i.test(child.value)) return [{ type: 'hardBreak' }]
      else return linesAsBreaks(child.value, all)
      return []
    }
    // A name in bold on a line of its own is a line.
    const above = children[index - 1]
    const isBelow = child.type === 'text' && child.value.startsWith('\n') && above?.type === 'strong'
    const starts = index === 1 || endsLine(children[index - 2])
    return isBelow && starts
      ? [{ type: 'hardBreak' }, ...inline({ ...child, value: child.value.slice(1) }, all)]
      : inline(child, all)
  })
}

const endsLine = (child: PhrasingContent | undefined) =>
  child?.type === 'break' || (child?.type === 'text' && child.value.endsWith('\n'))

function inline(child: PhrasingContent, marks: Mark[]): Inline[] {
  switch (child.type) {
    case 'text':
      return softBreaks(child.value).map(
        (text): Inline => (text === '\n' ? { type: 'hardBreak' } : { type: 'text', text, marks }),
      )
    case 'inlineCode':
      return [{ type: 'text', text: child.value, marks }]
    case 'break':
      return [{ type: 'hardBreak' }]
    case 'strong':
      return inlines(child.children, [...marks, { type: 'bold' }])
    case 'emphasis':
      return inlines(child.children, [...marks, { type: 'italic' }])
    case 'delete':
    case 'linkReference':
      return inlines(child.children, marks)
    case 'link':
      return inlines(child.children, isBareAddress(child) ? marks : [...marks, ...linkMark(child.url)])
    default:
      return []
  }
}

/** GitHub makes a link of every address; one that was typed as text is text. */
function isBareAddress(link: Extract<PhrasingContent, { type: 'link' }>): boolean {
  const [only] = link.children
  if (link.children.length !== 1 || only?.type !== 'text') return false
  const { start, end } = link.position ?? {}
  return (end?.offset ?? 0) - (start?.offset ?? 0) === only.value.length
}

/** A line break in the source is none in the text, unless a label begins after it: "Date: …", "Q2. …", "답변 (김영): …". */
function softBreaks(text: string): string[] {
  return text
    .split(
      /(\n)(?=$|\p{Lu}[^:：\n]{1,70}[:：](?:\s|$)|\p{Lo}[^:：\n]{0,30}[:：](?:\s|$)|[QPRA]\p{Nd}*[.)]\s)/u,
    )
    .map((part) => (part === '\n' ? part : part.replace(/\n/g, ' ')))
    .filter((part) => part !== '')
}

function linesAsBreaks(text: string, marks: Mark[]): Inline[] {
  return text
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ type: 'hardBreak' } as const] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line, marks } as const]),
    ])
}
