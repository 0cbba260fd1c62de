import { type Block, type ListItem, type Rich, toPlain } from '@/lib/report/rich'
import { directionOfLanguage } from '../direction'
import type { Image, Node, Outline } from '../outline'
import { type Stamp, stampEntries } from '../stamp'
import { lettersOf } from '../text'
import { type Drawable, fitted } from './fitted'
import { type Line, languageOf, lineOf, splitAt } from './lines'

/*
 * An outline as the plain data that the Typst source (source.ts) reads. Whatever was written stays a string in a
 * JSON file all the way, so nothing of it can act as markup.
 */

type TypstBlock =
  | ({ type: 'paragraph'; long: boolean } & Line)
  | { type: 'bulletList' | 'orderedList'; long: boolean; items: { line: Line; blocks: TypstBlock[] }[] }
  | { type: 'blockquote'; blocks: TypstBlock[] }

/** The files that the data names, by their paths. Pictures are called by their content, so those of many reports mix. */
export type Files = Map<string, Uint8Array>

/** A report as prelude.ts sets it: a document of its own, or a chapter of a book. */
export type Chapter = ReturnType<typeof chapterData>

/** The data of one report; the files that it names are added to `files`. */
export function chapterData(outline: Outline, files: Files, drawable: Drawable) {
  const { data, isChanged } = fitted(
    writtenData(outline, files),
    drawable,
    directionOfLanguage(outline.language),
  )
  return { ...data, lacking: isChanged ? lineOf(outline.lacking) : null }
}

function writtenData(outline: Outline, files: Files) {
  return {
    language: languageOf(outline.language),
    banner: outline.banner
      ? { path: pathOf(outline.banner.image, files), alt: clipped(outline.banner.alt) }
      : null,
    event: lineOf(outline.event),
    theme: lineOf(outline.theme),
    titleLabel: lineOf(outline.titleLabel),
    title: lineOf(outline.title),
    sections: outline.sections.map(({ heading, nodes }, index) => ({
      heading: lineOf(heading),
      nodes: (index === outline.sections.length - 1 ? withLastApart(nodes) : nodes).map((node) =>
        nodeData(node, files),
      ),
    })),
    stamp: lineOf(outline.stamp),
  }
}

/** The last block as a node of its own, so that it can stay with the stamp after it. */
function withLastApart(nodes: Node[]): Node[] {
  const last = nodes.at(-1)
  if (last?.kind !== 'rich' || last.blocks.length === 1) return nodes
  const rich = (blocks: Rich): Node => ({ kind: 'rich', blocks })
  return [...nodes.slice(0, -1), rich(last.blocks.slice(0, -1)), rich(last.blocks.slice(-1))]
}

/** The data for the PDF of one report (source.ts), and the files that it names. */
export function reportData(
  outline: Outline,
  stamp: Stamp,
  drawable: Drawable,
): { data: unknown; files: Files } {
  const files: Files = new Map()
  const data = {
    name: clipped(outline.name),
    authors: outline.authors.map(clipped),
    keywords: [...outline.keywords, ...stampEntries(stamp).map(([name, value]) => `${name}: ${value}`)].map(
      clipped,
    ),
    description: clipped(lettersOf(outline.stamp)),
    made: dateParts(stamp.approval?.at ?? stamp.at),
    report: chapterData(outline, files, drawable),
  }
  return { data, files }
}

/** In letters. Beyond 32,767 bytes PDF/A takes no text that is not on a page. */
const LONGEST_UNSEEN = 2000

/** A text for the file's own use, which nobody reads at length. */
function clipped(text: string): string {
  return text.length > LONGEST_UNSEEN ? `${text.slice(0, LONGEST_UNSEEN).toWellFormed()}…` : text
}

type NodeTable = {
  [K in Node['kind']]: (node: Extract<Node, { kind: K }>, files: Files) => object
}

const NODES: NodeTable = {
  facts: ({ facts }) => ({
    facts: facts.map(({ label, values }) => ({ label: lineOf(label), values: values.map(lineOf) })),
  }),
  people: ({ people }) => ({ people: people.map(lineOf) }),
  heading: ({ level, text }) => {
    const [first, rest] = splitAt(LONGEST_UNSEEN, text)
    return { level, text: lineOf(first), rest: lineOf(rest) }
  },
  rich: ({ blocks }) => ({ blocks: blocksData(blocks, 0) }),
  note: ({ text }) => ({ text: lineOf(text) }),
  picture: ({ image, alt, caption, description }, files) => {
    return {
      path: image ? pathOf(image, files) : null,
      // At 144 dots an inch a screenshot is as sharp as on the screen; no picture is blown up beyond that.
      points: image ? image.width / 2 : 0,
      alt: clipped(alt),
      caption: lineOf(caption),
      description: description.map(lineOf),
    }
  },
}

/** Where Typst finds a picture, which is put there. */
function pathOf(image: Image, files: Files): string {
  const path = `/pictures/${image.sha256}.${image.type.replace('image/', '')}`
  files.set(path, image.bytes)
  return path
}

function nodeData(node: Node, files: Files): object {
  const write = NODES[node.kind] as (node: Node, files: Files) => object
  return { kind: node.kind, ...write(node, files) }
}

/** In letters, about a quarter of a page: what is shorter stands on one page. */
const LONG = 1200
/** In lines, as long as that. */
const LONG_LIST = 10

/** Lists and quotes in each other; Typst follows no more than some fifteen, and nobody reads them. */
const DEEPEST = 10

const BLOCKS: {
  [K in Block['type']]: (block: Extract<Block, { type: K }>, depth: number) => TypstBlock
} = {
  paragraph: ({ type, content = [] }) => ({
    type,
    ...lineOf(content),
    long: lettersOf(content).length > LONG,
  }),
  bulletList: listData,
  orderedList: listData,
  blockquote: ({ type, content }, depth) => ({ type, blocks: blocksData(content, depth + 1) }),
}

/** What stands deeper than can be shown is shown as paragraphs. */
function blocksData(blocks: Block[], depth: number): TypstBlock[] {
  return (depth < DEEPEST ? blocks : blocks.flatMap(paragraphsOf)).map((block) =>
    (BLOCKS[block.type] as (block: Block, depth: number) => TypstBlock)(block, depth),
  )
}

function paragraphsOf(block: Block | ListItem): Block[] {
  return block.type === 'paragraph' ? [block] : (block.content as (Block | ListItem)[]).flatMap(paragraphsOf)
}

function listData(list: Extract<Block, { content: ListItem[] }>, depth: number): TypstBlock {
  const items = list.content.map(({ content: [first, ...rest] }) => ({
    line: lineOf(first.content ?? []),
    blocks: blocksData(rest, depth + 1),
  }))
  return { type: list.type, long: isLong(list), items }
}

function isLong(list: Block): boolean {
  const text = toPlain([list])
  return text.length > LONG || text.split('\n').length > LONG_LIST
}

/** A time in milliseconds as Typst's datetime takes it. */
export function dateParts(at: number) {
  const date = new Date(at)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
