import { strToU8, zipSync } from 'fflate'

/*
 * For tests: Word templates as Word and LibreOffice write them, in English, French and Korean. `body` is
 * WordprocessingML between `<w:body>` and the last section's properties.
 */

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const NAMESPACES = `xmlns:w="${W}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`

/** A style's id and name, as different makers have them. */
export type Maker = { language: string; ids: Record<string, string>; names?: Record<string, string> }

export const ENGLISH_WORD: Maker = {
  language: 'en-GB',
  ids: {
    Normal: 'Normal',
    Title: 'Title',
    'heading 1': 'Heading1',
    'heading 2': 'Heading2',
    'List Bullet': 'ListBullet',
    'List Number': 'ListNumber',
    Quote: 'Quote',
    caption: 'Caption',
    Hyperlink: 'Hyperlink',
  },
}
export const FRENCH_WORD: Maker = {
  language: 'fr-FR',
  ids: {
    Normal: 'Normal',
    Title: 'Titre',
    'heading 1': 'Titre1',
    'heading 2': 'Titre2',
    'List Bullet': 'Listepuces',
    'List Number': 'Listenumros',
    Quote: 'Citation',
    caption: 'Lgende',
    Hyperlink: 'Lienhypertexte',
  },
}
/** A Korean Word numbers its styles; this one has no lists and no quotation. */
export const KOREAN_WORD: Maker = {
  language: 'ko-KR',
  ids: { Normal: 'a', Title: 'a3', 'heading 1': '1', 'heading 2': '2', caption: 'a4' },
}
/** LibreOffice writes its own names, some in capitals. */
export const LIBREOFFICE: Maker = {
  language: 'en-US',
  ids: {
    Normal: 'Normal',
    Title: 'Title',
    'heading 1': 'Heading1',
    'heading 2': 'Heading2',
    Quote: 'Quotations',
  },
  names: { 'heading 1': 'Heading 1', 'heading 2': 'Heading 2', Quote: 'Quotations' },
}

export type TemplateParts = {
  body: string
  maker?: Maker
  header?: string
  footer?: string
  footnotes?: string
  /** More relationships of the document, and more files. */
  relationships?: string
  files?: Record<string, string | Uint8Array>
  types?: string
  main?: string
  sectPr?: string
}

export function templateOf({
  body,
  maker = ENGLISH_WORD,
  header,
  footer,
  footnotes,
  relationships = '',
  files = {},
  types = '',
  main = `${TYPES}.document.main+xml`,
  sectPr = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>',
}: TemplateParts): Uint8Array {
  const margins = { header, footer, footnotes }
  const present = Object.entries(margins).filter(([, xml]) => xml !== undefined)
  const root = { header: 'hdr', footer: 'ftr', footnotes: 'footnotes' } as Record<string, string>
  const references = ['header', 'footer']
    .filter((name) => margins[name as 'header'] !== undefined)
    .map((name) => `<w:${name}Reference w:type="default" r:id="rId-${name}"/>`)
    .join('')
  const document = `<w:document ${NAMESPACES}><w:body>${body}<w:sectPr>${references}${sectPr}</w:sectPr></w:body></w:document>`
  return zip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${TYPES}.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${present.map(([name]) => `<Override PartName="/word/${name}.xml" ContentType="${TYPES}.${name}+xml"/>`).join('')}${types}</Types>`,
    '_rels/.rels': rels(
      `<Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    ),
    'docProps/core.xml':
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The letterhead</dc:title><dc:creator>An office</dc:creator></cp:coreProperties>',
    'word/document.xml': document,
    'word/styles.xml': stylesOf(maker),
    'word/numbering.xml': numberingOf(),
    'word/_rels/document.xml.rels': rels(
      `<Relationship Id="rId1" Type="${R}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${R}/numbering" Target="numbering.xml"/>${present.map(([name]) => `<Relationship Id="rId-${name}" Type="${R}/${name}" Target="${name}.xml"/>`).join('')}${relationships}`,
    ),
    ...Object.fromEntries(
      present.map(([name, xml]) => [
        `word/${name}.xml`,
        `<w:${root[name]} ${NAMESPACES}>${xml}</w:${root[name]}>`,
      ]),
    ),
    ...files,
  })
}

export function zip(files: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  )
}

/** A paragraph; each of `runs` is one of its own, as Word cuts them. */
export function p(
  runs: string | string[],
  { style, looks = '' }: { style?: string; looks?: string } = {},
): string {
  const properties = style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''
  const run = (text: string) =>
    text.startsWith('<')
      ? text
      : `<w:r>${looks && `<w:rPr>${looks}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
  return `<w:p>${properties}${[runs].flat().map(run).join('')}</w:p>`
}

/** A table of one paragraph a cell. */
export function table(...rows: string[][]): string {
  const cell = (text: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>${text.startsWith('<w:p>') ? text : p(text)}</w:tc>`
  const grid = rows[0]!.map(() => '<w:gridCol w:w="4000"/>').join('')
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
}

function rels(content: string): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`
}

function stylesOf({ language, ids, names = {} }: Maker): string {
  const styles = Object.entries(ids).map(([name, id]) => {
    const type = name === 'Hyperlink' ? 'character' : 'paragraph'
    const level = /^heading (\d)$/.exec(name)?.[1]
    const number = name === 'List Number' ? 1 : name === 'List Bullet' ? 2 : 0
    const properties = number
      ? `<w:pPr><w:numPr><w:numId w:val="${number}"/></w:numPr></w:pPr>`
      : level
        ? `<w:pPr><w:outlineLvl w:val="${Number(level) - 1}"/></w:pPr>`
        : ''
    return `<w:style w:type="${type}"${name === 'Normal' ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${names[name] ?? name}"/>${name === 'Normal' || type === 'character' ? '' : `<w:basedOn w:val="${ids.Normal}"/>`}${properties}</w:style>`
  })
  return `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="${language}"/></w:rPr></w:rPrDefault></w:docDefaults>${styles.join('')}</w:styles>`
}

/** One level each, as Word's own list styles have. */
function numberingOf(): string {
  const abstract = (id: number, format: string, text: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>`
  return `<w:numbering xmlns:w="${W}">${abstract(7, 'decimal', '%1.')}${abstract(8, 'bullet', '•')}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`
}
