import { HeadingLevel, Table, TableCell, TableRow, WidthType } from 'docx'
import { type Context, contextOf, paragraphOf } from '@/lib/export/docx/blocks'
import { writeDocument } from '@/lib/export/docx/document'
import { type Child, headingOf, TEXT_WIDTH } from '@/lib/export/docx/nodes'
import { localised } from '@/lib/export/localised'
import { plain, type Text } from '@/lib/export/text'
import { wordsFor } from '@/lib/export/words'
import type { Template, TemplateSection } from '@/lib/report/template'
import { normalId } from './names'

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
  const mark = (text: string) => paragraphOf(plain(text), context, { style: 'Note' })
  return [
    mark(`{{#section:${id}}}`),
    ...(heading.length > 0 ? [headingOf(1, heading, context)] : []),
    ...contentOf(section, id, language, context),
    mark(`{{/section:${id}}}`),
  ]
}

function contentOf({ kind }: TemplateSection, id: string, language: string, context: Context): Child[] {
  const { words } = wordsFor(language)
  const line = (text: string) => paragraphOf(plain(text), context, {})
  if (kind === 'speakers')
    return [
      tableOf(
        [[plain('{{speaker.number}}'), plain('{{speaker.name}}'), plain('{{speaker.affiliation}}')]],
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
        context,
      ),
    ]
  return [line(`{{${id}}}`)]
}

function tableOf(rows: Text[][], context: Context): Table {
  const columns = rows[0]!.length
  const widths = rows[0]!.map(() => Math.floor(TEXT_WIDTH / columns))
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
