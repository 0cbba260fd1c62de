import {
  BorderStyle,
  HeadingLevel,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'
import type { Banner, Fact, Image, Node } from '../outline'
import type { Text } from '../text'
import { type Context, numberedLines, paragraphOf, richOf } from './blocks'
import { LINE } from './styles'

/** What is put into the document: paragraphs and tables. */
export type Child = Paragraph | Table

type NodeTable = {
  [K in Node['kind']]: (node: Extract<Node, { kind: K }>, context: Context) => Child[]
}

const NODES: NodeTable = {
  facts: ({ facts }, context) => [factsTable(facts, context)],
  people: ({ people }, context) => numberedLines(people, context),
  heading: ({ level, text }, context) => [headingOf(level, text, context)],
  rich: ({ blocks }, context) => richOf(blocks, context),
  note: ({ text }, context) => [paragraphOf(text, context, { style: 'Note' })],
  picture: ({ image, alt, caption, description }, context) => [
    ...(image ? [pictureOf(image, alt, caption.length > 0, context)] : []),
    ...(caption.length > 0 ? [paragraphOf(caption, context, { style: 'Caption' }, 'own')] : []),
    ...description.map((line) => paragraphOf(line, context, { spacing: { after: 20 } }, 'own')),
  ],
}

export function writeNode(node: Node, context: Context): Child[] {
  return (NODES[node.kind] as (node: Node, context: Context) => Child[])(node, context)
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

/** A heading of a report's level 1 to 3, as deep as it lies in the document. */
export function headingOf(level: number, text: Text, context: Context): Paragraph {
  const heading = HEADINGS[Math.min(level + context.headings, HEADINGS.length) - 1]!
  return paragraphOf(text, context, { heading })
}

/** The width of the text in twentieths of a point: A4 without its margins. */
export const TEXT_WIDTH = 11906 - 2 * 1418
const LABEL_WIDTH = Math.round(TEXT_WIDTH * 0.3)

function factsTable(facts: Fact[], context: Context): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const line = { style: BorderStyle.SINGLE, size: 4, color: LINE }
  const widths = [LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH]
  const cell = (column: number, children: Paragraph[]) =>
    new TableCell({
      children,
      width: { size: widths[column]!, type: WidthType.DXA },
      margins: { top: 70, bottom: 70, left: 0, right: 120 },
    })
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    visuallyRightToLeft: context.direction === 'rtl',
    borders: {
      top: none,
      left: none,
      right: none,
      insideVertical: none,
      bottom: line,
      insideHorizontal: line,
    },
    rows: facts.map(
      ({ label, values }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(0, [paragraphOf(label, context, { style: 'Label', keepNext: false })]),
            cell(
              1,
              values.map((value) => paragraphOf(value, context, { spacing: { after: 0 } })),
            ),
          ],
        }),
    ),
  })
}

/** In pixels of a 96th of an inch: the text's width, and half a page. */
const WIDEST = (TEXT_WIDTH / 1440) * 96
const HIGHEST = 560

/** The event's banner, as wide as the text, or as high as an eighth of the page. */
export function bannerOf({ image, alt }: Banner, context: Context): Paragraph {
  const scale = Math.min(WIDEST / image.width, 140 / image.height)
  return new Paragraph({
    bidirectional: context.direction === 'rtl',
    spacing: { after: 360 },
    children: [imageOf(image, alt, scale)],
  })
}

function pictureOf(image: Image, alt: string, hasCaption: boolean, context: Context): Paragraph {
  // A screenshot is as sharp as on the screen at 144 dots an inch.
  const natural = { width: image.width / 1.5, height: image.height / 1.5 }
  const scale = Math.min(1, WIDEST / natural.width, HIGHEST / natural.height) / 1.5
  return new Paragraph({
    keepNext: hasCaption,
    bidirectional: context.direction === 'rtl',
    spacing: { before: 120, after: 80 },
    children: [imageOf(image, alt, scale)],
  })
}

function imageOf(image: Image, alt: string, scale: number): ImageRun {
  return new ImageRun({
    type: image.type === 'image/png' ? 'png' : 'jpg',
    data: image.bytes,
    transformation: {
      width: Math.max(1, Math.round(image.width * scale)),
      height: Math.max(1, Math.round(image.height * scale)),
    },
    altText: { name: image.sha256.slice(0, 12), description: alt },
  })
}
