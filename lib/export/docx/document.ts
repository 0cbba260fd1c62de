import {
  Document,
  type FileChild,
  Footer,
  Header,
  type IPropertiesOptions,
  type ISectionOptions,
  type ISectionPropertiesOptions,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx'
import { lettersOf, plain, type Text } from '../text'
import { type Context, contextOf, paragraphOf } from './blocks'
import { languageOf } from './language'
import { type Child, TEXT_WIDTH } from './nodes'
import { NUMBERING, stylesOf } from './styles'
import { runsOf } from './text'

/** What a Word document says of itself. */
export type About = {
  /** Never empty: the title in the properties, and the running head. */
  name: string
  language: string
  /** Stands in the foot of every page. */
  event: Text
  authors: string[]
  modifiedBy: string
  keywords: string[]
  description: string
  /** Properties of our own, by name. */
  properties: [name: string, value: string][]
}

/** A Word document in A4 of `children`: Word's own styles, and nothing that changes when it is opened. */
export function writeDocument(about: About, children: Child[]): Promise<Uint8Array> {
  return writeSections(about, [sectionOf(about, children)])
}

/** The same of several sections; `more` is what only some documents need. */
export async function writeSections(
  about: About,
  sections: ISectionOptions[],
  more: Partial<IPropertiesOptions> = {},
): Promise<Uint8Array> {
  const document = new Document({
    title: about.name,
    subject: lettersOf(about.event),
    creator: about.authors.join(', ') || 'Rapporteur',
    lastModifiedBy: about.modifiedBy,
    keywords: about.keywords.join(', '),
    description: about.description,
    customProperties: about.properties.map(([name, value]) => ({ name: `rapporteur:${name}`, value })),
    styles: stylesOf(about.language),
    numbering: NUMBERING,
    sections,
    ...more,
  })
  return new Uint8Array(await Packer.pack(document, 'uint8array'))
}

/** What stands in the margins of a section: its running head, which its first page has not, and its foot. */
type Margins = Pick<About, 'name' | 'language' | 'event'>

/** Pages with their margins; with `children` on as many as they need. */
export function sectionOf(
  margins: Margins,
  children: FileChild[],
  properties: ISectionPropertiesOptions = {},
): ISectionOptions {
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width: 11906, height: 16838 },
        margin: { top: 1418, bottom: 1418, left: 1418, right: 1418, header: 709, footer: 709 },
      },
      ...properties,
    },
    headers: { default: runningHead(margins), first: new Header({ children: [new Paragraph({})] }) },
    footers: { default: foot(margins), first: foot(margins) },
    children,
  }
}

function runningHead({ name, language }: Margins): Header {
  return new Header({ children: [paragraphOf(plain(name), contextOf(language), { style: 'Header' })] })
}

/** The event on one side, "1 / 4" on the other. */
function foot({ event, language }: Margins): Footer {
  const context: Context = contextOf(language)
  const page = new TextRun({
    language: languageOf(language),
    children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
  })
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        bidirectional: context.direction === 'rtl',
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        children: [...runsOf(event, language), page],
      }),
    ],
  })
}
