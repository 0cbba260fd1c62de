import { BorderStyle, HeadingLevel, type IParagraphOptions } from 'docx'
import type { Outline, OutlineSection } from '../outline'
import { type Context, paragraphOf } from './blocks'
import { bannerOf, type Child, headingOf, writeNode } from './nodes'
import { LINE } from './styles'

/*
 * A report as a part of a document: a whole one has nothing else in it, a book has one for each session. Its
 * `context` (blocks.ts) says how deep its headings lie.
 */

/** A report from its head to its stamp. */
export function chapterOf(outline: Outline, context: Context): Child[] {
  return [...headOf(outline, context), ...sectionsOf(outline.sections, context), stampOf(outline, context)]
}

/** Event, theme and title. Where headings lie deeper, the title is the heading above them. */
export function headOf(outline: Outline, context: Context): Child[] {
  const line = (text: Outline['event'], options: IParagraphOptions) =>
    text.length > 0 ? [paragraphOf(text, context, options, 'own')] : []
  return [
    // A book has its banner on its cover.
    ...(outline.banner && context.headings === 0 ? [bannerOf(outline.banner, context)] : []),
    ...line(outline.event, { style: 'Event' }),
    ...line(outline.theme, { style: 'Subtitle' }),
    ...line(outline.titleLabel, { style: 'Label', spacing: { before: 360, after: 40 } }),
    ...(context.headings > 0
      ? [headingOf(0, outline.title, context)]
      : line(outline.title, { heading: HeadingLevel.TITLE })),
  ]
}

/** Sections, each under its heading if it has one. */
export function sectionsOf(sections: OutlineSection[], context: Context): Child[] {
  return sections.flatMap(({ heading, nodes }) => [
    ...(heading.length > 0 ? [headingOf(1, heading, context)] : []),
    ...nodes.flatMap((node) => writeNode(node, context)),
  ])
}

/** Which version this is, under a line. */
export function stampOf(outline: Outline, context: Context): Child {
  return paragraphOf(outline.stamp, context, {
    style: 'Footer',
    spacing: { before: 600 },
    border: { top: { style: BorderStyle.SINGLE, size: 4, color: LINE, space: 6 } },
  })
}
