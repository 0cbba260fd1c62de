import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type IParagraphOptions,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx'
import { directionOfLanguage } from '../direction'
import type { Outline } from '../outline'
import { type Stamp, stampEntries } from '../stamp'
import { lettersOf } from '../text'
import { type Context, paragraphOf } from './blocks'
import { type Child, headingOf, TEXT_WIDTH, writeNode } from './nodes'
import { LINE, NUMBERING, stylesOf } from './styles'

/** A Word document in A4: Word's own styles, and nothing that changes when it is opened. Pictures: JPEG or PNG. */
export async function toDocx(outline: Outline, stamp: Stamp): Promise<Uint8Array> {
  const document = new Document({
    title: outline.name,
    subject: lettersOf(outline.event),
    creator: outline.authors.join(', ') || 'Rapporteur',
    lastModifiedBy: stamp.approval?.byName ?? 'Rapporteur',
    keywords: outline.keywords.join(', '),
    description: lettersOf(outline.stamp),
    customProperties: stampEntries(stamp).map(([name, value]) => ({ name: `rapporteur:${name}`, value })),
    styles: stylesOf(outline.language),
    numbering: NUMBERING,
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1418, bottom: 1418, left: 1418, right: 1418, header: 709, footer: 709 },
          },
        },
        headers: { default: runningHead(outline), first: new Header({ children: [new Paragraph({})] }) },
        footers: { default: foot(outline), first: foot(outline) },
        children: bodyOf(outline),
      },
    ],
  })
  return new Uint8Array(await Packer.pack(document, 'uint8array'))
}

function bodyOf(outline: Outline): Child[] {
  const context: Context = { direction: directionOfLanguage(outline.language), lists: 0 }
  const line = (text: Outline['event'], options: IParagraphOptions) =>
    text.length > 0 ? [paragraphOf(text, context, options, 'own')] : []
  return [
    ...line(outline.event, { style: 'Event' }),
    ...line(outline.theme, { style: 'Subtitle' }),
    ...line(outline.titleLabel, { style: 'Label', spacing: { before: 360, after: 40 } }),
    ...line(outline.title, { heading: HeadingLevel.TITLE }),
    ...outline.sections.flatMap(({ heading, nodes }) => [
      ...(heading.length > 0 ? [headingOf(1, heading, context)] : []),
      ...nodes.flatMap((node) => writeNode(node, context)),
    ]),
    paragraphOf(outline.stamp, context, {
      style: 'Footer',
      spacing: { before: 600 },
      border: { top: { style: BorderStyle.SINGLE, size: 4, color: LINE, space: 6 } },
    }),
  ]
}

function runningHead({ name, language }: Outline): Header {
  const bidirectional = directionOfLanguage(language) === 'rtl'
  return new Header({ children: [new Paragraph({ style: 'Header', bidirectional, text: name })] })
}

/** The event on one side, "1 / 4" on the other. */
function foot({ event, language }: Outline): Footer {
  const page = new TextRun({ children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        alignment: AlignmentType.START,
        bidirectional: directionOfLanguage(language) === 'rtl',
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        children: [new TextRun(lettersOf(event)), page],
      }),
    ],
  })
}
