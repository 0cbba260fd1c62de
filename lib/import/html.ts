import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Block, Inline, ListItem, Mark } from '@/lib/report/rich'
import { bytesOfUrl, languageMark, linkMark } from './address'
import { type Look, type Piece, paragraph, type Source, trimmed } from './piece'
import type { Reading } from './reading'

type Element = DefaultTreeAdapterTypes.Element
type Child = DefaultTreeAdapterTypes.ChildNode

/**
 * HTML, ours or what mammoth makes of a Word document. The page is never shown: what is known here becomes blocks,
 * of everything else only the text is taken, and what no reader sees (scripts, styles, forms) is not.
 */
export async function readHtml(html: string, reading: Reading): Promise<Source> {
  const document = parse(html)
  const root = document.childNodes.find((node) => node.nodeName === 'html') as Element
  const language = attribute(root, 'lang')
  const pieces = await readChildren(root.childNodes, { reading, look: 'plain', marks: [] })
  return { pieces, notKept: reading.notKept, ...(language ? { language } : {}) }
}

const UNSEEN = new Set([
  'script',
  'style',
  'head',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'button',
  'select',
  'input',
  'textarea',
  'audio',
  'video',
  'canvas',
])
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'br',
  'cite',
  'code',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'img',
])
const LOOKS: Record<string, Look> = { caption: 'caption', note: 'note', title: 'title' }

/** `marks`: the language of the elements around. */
type Context = { reading: Reading; look: Look; marks: Mark[] }

async function readChildren(nodes: Child[], context: Context): Promise<Piece[]> {
  const pieces: Piece[] = []
  let run: Child[] = []
  const flush = async () => {
    pieces.push(...(await readRun(run, context)))
    run = []
  }
  for (const node of nodes)
    if (isInline(node)) run.push(node)
    else {
      await flush()
      if ('tagName' in node) pieces.push(...(await readElement(node, context)))
    }
  await flush()
  return pieces
}

function isInline(node: Child): boolean {
  if (node.nodeName === '#text') return true
  return (
    'tagName' in node &&
    INLINE.has(node.tagName) &&
    !node.childNodes.some((child) => !isInline(child) && !isUnseen(child))
  )
}

const isUnseen = (node: Child) => !('tagName' in node) || UNSEEN.has(node.tagName)

async function readElement(element: Element, around: Context): Promise<Piece[]> {
  const { tagName: tag, childNodes } = element
  if (isUnseen(element)) return []
  const context = { ...around, marks: [...languageOf(element), ...around.marks] }
  if (/^h[1-6]$/.test(tag)) {
    const [own, ...pictures] = split(childNodes)
    const level = classOf(element) === 'title' ? 0 : Number(tag[1])
    const text = trimmed(inlines(own, context.marks))
    return [
      ...(text.length > 0 ? [{ kind: 'heading', level, text } as const] : []),
      ...(await readRun(pictures, context)),
    ]
  }
  switch (tag) {
    case 'ul':
    case 'ol': {
      const list = listOf(element, context.marks)
      const pictures = await readPictures(element, context)
      return list ? [{ kind: 'block', block: list, look: 'plain' }, ...pictures] : pictures
    }
    case 'blockquote': {
      const inner = await readChildren(childNodes, context)
      const content = inner.flatMap((piece) => (piece.kind === 'block' ? [piece.block] : []))
      const others = inner.filter((piece) => piece.kind !== 'block')
      return content.length > 0
        ? [{ kind: 'block', block: { type: 'blockquote', content }, look: 'plain' }, ...others]
        : others
    }
    case 'table':
      return [{ kind: 'table', rows: await Promise.all(rowsOf(element).map((row) => cellsOf(row, context))) }]
    case 'dl':
      return [{ kind: 'table', rows: await factsOf(element, context) }]
    case 'figcaption':
      return readChildren(childNodes, { ...context, look: 'caption' })
    default:
      return readChildren(childNodes, { ...context, look: LOOKS[classOf(element) ?? ''] ?? context.look })
  }
}

/** Text that stands together; a picture in it stands for itself. */
async function readRun(nodes: Child[], { reading, look, marks }: Context): Promise<Piece[]> {
  const pieces: Piece[] = []
  let part: Child[] = []
  const flush = () => {
    const text = trimmed(inlines(part, marks))
    part = []
    if (text.length > 0) pieces.push(paragraph(text, look))
  }
  for (const node of nodes) {
    const images = picturesIn(node)
    if (images.length === 0) {
      part.push(node)
      continue
    }
    if (!('tagName' in node) || node.tagName !== 'img') part.push(node)
    flush()
    for (const image of images)
      pieces.push(
        await reading.picture(bytesOfUrl(attribute(image, 'src') ?? ''), attribute(image, 'alt') ?? ''),
      )
  }
  flush()
  return pieces
}

const split = (nodes: Child[]): [Child[], ...Child[]] => [nodes, ...nodes.flatMap(picturesIn)]

function picturesIn(node: Child): Element[] {
  if (!('tagName' in node)) return []
  return node.tagName === 'img' ? [node] : node.childNodes.flatMap(picturesIn)
}

async function readPictures(element: Element, { reading }: Context): Promise<Piece[]> {
  const images = picturesIn(element)
  return Promise.all(
    images.map((image) =>
      reading.picture(bytesOfUrl(attribute(image, 'src') ?? ''), attribute(image, 'alt') ?? ''),
    ),
  )
}

function listOf(element: Element, around: Mark[]): Block | undefined {
  const content = element.childNodes.flatMap((node): ListItem[] => {
    if (!('tagName' in node)) return []
    const marks = [...languageOf(node), ...around]
    const blocks = blocksOf(node.tagName === 'li' ? node.childNodes : [node], marks)
    if (blocks.length === 0) return []
    const [first, ...rest] =
      blocks[0]!.type === 'paragraph' ? blocks : [{ type: 'paragraph' as const }, ...blocks]
    return [{ type: 'listItem', content: [first as { type: 'paragraph' }, ...rest] }]
  })
  return content.length > 0
    ? { type: element.tagName === 'ol' ? 'orderedList' : 'bulletList', content }
    : undefined
}

/** Blocks within a list, where only blocks can stand. */
function blocksOf(nodes: Child[], marks: Mark[]): Block[] {
  const blocks: Block[] = []
  let run: Child[] = []
  const flush = () => {
    const content = trimmed(inlines(run, marks))
    run = []
    if (content.length > 0) blocks.push({ type: 'paragraph', content })
  }
  for (const node of nodes) {
    if (isInline(node)) run.push(node)
    else {
      flush()
      if (!('tagName' in node) || isUnseen(node)) continue
      if (node.tagName === 'ul' || node.tagName === 'ol')
        blocks.push(...[listOf(node, marks)].filter((list) => list !== undefined))
      else if (node.tagName === 'blockquote') {
        const content = blocksOf(node.childNodes, marks)
        if (content.length > 0) blocks.push({ type: 'blockquote', content })
      } else blocks.push(...blocksOf(node.childNodes, [...languageOf(node), ...marks]))
    }
  }
  flush()
  return blocks
}

/** The rows of a table, not those of a table within it. */
function rowsOf(element: Element): Element[] {
  return element.childNodes.flatMap((node): Element[] => {
    if (!('tagName' in node)) return []
    return node.tagName === 'tr'
      ? [node]
      : ['thead', 'tbody', 'tfoot'].includes(node.tagName)
        ? rowsOf(node)
        : []
  })
}

async function cellsOf(row: Element, context: Context): Promise<Piece[][]> {
  const cells = row.childNodes.filter(
    (node): node is Element => 'tagName' in node && /^t[hd]$/.test(node.tagName),
  )
  return Promise.all(cells.map((cell) => readChildren(cell.childNodes, context)))
}

/** A list of names and values: a row for each name, with all its values in the second cell. */
async function factsOf(element: Element, context: Context): Promise<Piece[][][]> {
  const rows: Piece[][][] = []
  const walk = async (nodes: Child[]): Promise<void> => {
    for (const node of nodes) {
      if (!('tagName' in node)) continue
      if (node.tagName === 'div') await walk(node.childNodes)
      if (node.tagName === 'dt') rows.push([await readChildren(node.childNodes, context), []])
      if (node.tagName === 'dd') rows.at(-1)?.[1]?.push(...(await readChildren(node.childNodes, context)))
    }
  }
  await walk(element.childNodes)
  return rows
}

function inlines(nodes: Child[], marks: Mark[]): Inline[] {
  const found: Inline[] = []
  for (const node of nodes) {
    if (node.nodeName === '#text') {
      const text = (node as DefaultTreeAdapterTypes.TextNode).value.replace(/[ \t\n\r\f]+/g, ' ')
      const last = found.at(-1)
      const starts = last === undefined ? false : last.type === 'hardBreak' || /\s$/.test(last.text)
      const clean = starts ? text.replace(/^ /, '') : text
      if (clean !== '') found.push({ type: 'text', text: clean, marks })
    } else if ('tagName' in node && !isUnseen(node)) {
      if (node.tagName === 'br') found.push({ type: 'hardBreak' })
      else found.push(...inlines(node.childNodes, [...marksOf(node), ...marks]))
    }
  }
  return found
}

/** The language of an element's text, as an attribute or, from Word's runs, as a class. */
function languageOf(element: Element): Mark[] {
  const lang =
    attribute(element, 'lang') ?? /(?:^|\s)lang-([\w-]+)/.exec(attribute(element, 'class') ?? '')?.[1]
  return lang ? languageMark(lang) : []
}

function marksOf(element: Element): Mark[] {
  return [
    ...languageOf(element),
    ...(['strong', 'b'].includes(element.tagName) ? [{ type: 'bold' } as const] : []),
    ...(['em', 'i', 'cite'].includes(element.tagName) ? [{ type: 'italic' } as const] : []),
    ...(element.tagName === 'a' ? linkMark(attribute(element, 'href') ?? '') : []),
  ]
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value
const classOf = (element: Element) =>
  attribute(element, 'class')
    ?.split(/\s+/)
    .find((one) => one in LOOKS)
