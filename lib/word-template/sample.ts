import { HeadingLevel, Table, TableCell, TableRow, WidthType } from 'docx'
import { type Context, contextOf, paragraphOf } from '@/lib/export/docx/blocks'
import { writeDocument } from '@/lib/export/docx/document'
import { type Child, headingOf, TEXT_WIDTH } from '@/lib/export/docx/nodes'
import { localised } from '@/lib/export/localised'
import { plain, type Text } from '@/lib/export/text'
import { wordsFor } from '@/lib/export/words'
import type { Template, TemplateSection } from '@/lib/report/template'
import { GROUPS, normalId } from './names'

/** A Word template to begin with, for an event with this report template: each of its sections has its place. */
export async function sampleTemplate(template: Template, language: string): Promise<Uint8Array> {
  const context = contextOf(language)
  const title = localised(template.title, language)
  const about = {
    name: '{{title}}',
    language,
    event: plain('{{event}}'),
    authors: [],
    modifiedBy: 'Rapporteur',
    keywords: [],
    description: '',
    properties: [],
  }
  return writeDocument(about, [
    paragraphOf(plain('{{event}}, {{event-dates}}'), context, { style: 'Event' }),
    paragraphOf(plain('{{theme}}'), context, { style: 'Subtitle' }),
    ...(title.length > 0 ? [paragraphOf(title, context, { style: 'Label' })] : []),
    paragraphOf(plain('{{title}}'), context, { heading: HeadingLevel.TITLE }),
    ...template.sections.flatMap((section) => sectionOf(section, language, context)),
    paragraphOf(plain('{{stamp}}'), context, { style: 'Footer' }),
  ])
}

/** Left out of a report in which nothing of it was written. */
function sectionOf(section: TemplateSection, language: string, context: Context): Child[] {
  const id = normalId(section.id)
  const heading = localised(section.heading, language)
  // Marks of a list of people repeat what is between them.
  const name = GROUPS.some((group) => group === id) ? `section:${id}` : id
  const mark = (text: string) => paragraphOf(plain(text), context, { style: 'Note' })
  return [
    mark(`{{#${name}}}`),
    ...(heading.length > 0 ? [headingOf(1, heading, context)] : []),
    ...contentOf(section, id, language, context),
    mark(`{{/${name}}}`),
  ]
}

function contentOf({ kind }: TemplateSection, id: string, language: string, context: Context): Child[] {
  const { words } = wordsFor(language)
  const line = (text: string) => paragraphOf(plain(text), context, {})
  if (kind === 'speakers')
    return [
      tableOf(
        [[plain('{{speaker.number}}'), plain('{{speaker.name}}'), plain('{{speaker.affiliation}}')]],
        [6, 34, 60],
        context,
      ),
    ]
  if (kind === 'details')
    return [
      tableOf(
        [
          [plain(words.type), plain('{{type}}')],
          [plain(words.language), plain('{{languages}}')],
          [plain(words.date), plain('{{date}}')],
          [plain(words.time), plain('{{time}}')],
          [plain(words.participants), plain('{{participants}}')],
          [plain(words.moderators.other), plain('{{moderators}}')],
          [plain(words.rapporteurs.other), plain('{{rapporteurs}}')],
        ],
        [30, 70],
        context,
      ),
    ]
  return [line(`{{${id}}}`)]
}

/** `shares`: how wide each column is, in hundredths. */
function tableOf(rows: Text[][], shares: number[], context: Context): Table {
  const widths = shares.map((share) => Math.floor((TEXT_WIDTH * share) / 100))
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    visuallyRightToLeft: context.direction === 'rtl',
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (text, column) =>
              new TableCell({
                width: { size: widths[column]!, type: WidthType.DXA },
                children: [paragraphOf(text, context, {})],
              }),
          ),
        }),
    ),
  })
}
