import {
  Bookmark,
  type FileChild,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  PageReference,
  Paragraph,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx'
import { type Context, paragraphOf } from '@/lib/export/docx/blocks'
import { TEXT_WIDTH } from '@/lib/export/docx/nodes'
import { runsOf } from '@/lib/export/docx/text'
import type { Image } from '@/lib/export/outline'
import { lettersOf, type Text } from '@/lib/export/text'
import type { Book, Chapter, Cover, Index, List } from '../book'

/* What a book has and a report has not, as paragraphs. */

/** The space between the two columns of an index. */
export const GUTTER = 460
const COLUMN = Math.floor((TEXT_WIDTH - GUTTER) / 2)

/** Where the chapter at a place begins. */
const anchorOf = (place: number) => `chapter-${place + 1}`

export function coverOf({ banner, title, theme, days, kind, made }: Cover, context: Context): FileChild[] {
  const line = (text: Text, options: Parameters<typeof paragraphOf>[2]) =>
    text.length > 0 ? [paragraphOf(text, context, options, 'own')] : []
  return [
    ...(banner ? [bannerOf(banner, lettersOf(title))] : []),
    ...line(kind, { style: 'Event', spacing: { before: banner ? 1200 : 4000, after: 80 } }),
    ...line(title, { heading: HeadingLevel.TITLE }),
    ...line(theme, { style: 'Subtitle' }),
    ...line(days, {}),
    ...line(made, { style: 'BookMade' }),
  ]
}

/** In pixels of a 96th of an inch: the text's width, and a quarter of a page. */
const WIDEST = (TEXT_WIDTH / 1440) * 96
const HIGHEST = 280

function bannerOf({ type, bytes, width, height, sha256 }: Image, event: string): Paragraph {
  const scale = Math.min(WIDEST / width, HIGHEST / height)
  const run = new ImageRun({
    type: type === 'image/png' ? 'png' : 'jpg',
    data: bytes,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: sha256.slice(0, 12), description: event },
  })
  return new Paragraph({ children: [run] })
}

export function contentsOf({ contents }: Book, context: Context): FileChild[] {
  return [
    paragraphOf(contents, context, { style: 'TOCHeading' }),
    new TableOfContents(lettersOf(contents), { headingStyleRange: '1-1', hyperlink: true }),
  ]
}

/** As long as the contents will be: to know on which page the first chapter begins. */
export function contentsDraft({ contents, chapters, indexes, lists }: Book, context: Context): FileChild[] {
  const entries = [
    ...chapters.map(({ outline }) => outline.title),
    ...[...indexes, ...lists].map(({ heading }) => heading),
  ]
  const page: Text = [{ type: 'text', text: '\t000' }]
  return [
    paragraphOf(contents, context, { style: 'TOCHeading' }),
    ...entries.map((title) =>
      paragraphOf([...title, ...page], context, {
        style: 'TOC1',
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
      }),
    ),
  ]
}

/** The head of a chapter, to which contents and indexes lead. */
export function headOf({ outline, mark }: Chapter, place: number, context: Context): FileChild[] {
  const line = (text: Text, style: string, direction: 'own' | 'document' = 'own') =>
    text.length > 0 ? [paragraphOf(text, context, { style }, direction)] : []
  const title = new Bookmark({ id: anchorOf(place), children: runsOf(outline.title, outline.language) })
  return [
    ...line(outline.event, 'Event'),
    ...line(outline.theme, 'Subtitle'),
    ...line(outline.titleLabel, 'Label'),
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      bidirectional: context.direction === 'rtl',
      children: [title],
    }),
    ...line(mark, 'BookMark', 'document'),
  ]
}

export function indexOf({ entries }: Index, { chapters }: Book, context: Context): FileChild[] {
  return entries.flatMap(({ name, about, chapters: places }) => [
    paragraphOf([...bold(name), ...after(about)], context, { style: 'Index1' }),
    ...places.map((place) => sessionOf(chapters[place]!, place, context)),
  ])
}

function sessionOf({ outline }: Chapter, place: number, context: Context): Paragraph {
  const title = runsOf(outline.title, outline.language)
  return new Paragraph({
    style: 'Index2',
    bidirectional: context.direction === 'rtl',
    tabStops: [{ type: TabStopType.RIGHT, position: COLUMN }],
    children: [
      new InternalHyperlink({ anchor: anchorOf(place), children: title }),
      new TextRun('\t'),
      new PageReference(anchorOf(place), { hyperlink: true }),
    ],
  })
}

export function listOf({ items }: List, context: Context): FileChild[] {
  return items.map(({ title, about }) =>
    paragraphOf([...bold(title), { type: 'hardBreak' }, ...about], context, { style: 'ListContinue' }, 'own'),
  )
}

function bold(text: Text): Text {
  return text.map((inline) =>
    inline.type === 'text' ? { ...inline, marks: [...(inline.marks ?? []), { type: 'bold' }] } : inline,
  )
}

const after = (text: Text): Text => (text.length > 0 ? [{ type: 'text', text: ', ' }, ...text] : [])
