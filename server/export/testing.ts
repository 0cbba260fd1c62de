import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/* For tests: what stands in a PDF. */

export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
}

/** The text of all pages, without what stands in the margins: running title, event and page number. */
export async function textOfPdf(pdf: PDFDocumentProxy): Promise<string> {
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const page = await pdf.getPage(index + 1)
      const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
      let artifacts = 0
      return items
        .map((item) => {
          if (!('str' in item)) {
            if (item.type === 'endMarkedContent') artifacts = Math.max(0, artifacts - 1)
            else if (artifacts > 0 || (item as { tag?: string }).tag === 'Artifact') artifacts++
            return ''
          }
          return artifacts > 0 ? '' : `${item.str}\n`
        })
        .join('')
    }),
  )
  // A page may draw two letters as one.
  return pages.join('').normalize('NFKC')
}

/** What a page's structure holds, and the text in it. */
export type Tag = { role: string; alt?: string; lang?: string; text: string; children: Tag[] }

type RawTag = { role?: string; type?: string; id?: string; alt?: string; lang?: string; children?: RawTag[] }

/** Every structure element of a PDF, outer before inner, page by page. */
export async function tagsOf(pdf: PDFDocumentProxy): Promise<Tag[]> {
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const page = await pdf.getPage(index + 1)
      const texts = await markedTexts(page)
      const read = ({ role = '', alt, lang, children = [] }: RawTag): Tag => {
        const inner = children.filter((child) => child.role).map(read)
        const own = children.map((child) =>
          child.role ? read(child).text : (texts.get(child.id ?? '') ?? ''),
        )
        return { role, ...(alt && { alt }), ...(lang && { lang }), text: own.join(''), children: inner }
      }
      const flat = (tag: Tag): Tag[] => [tag, ...tag.children.flatMap(flat)]
      return flat(read((await page.getStructTree()) as RawTag))
    }),
  )
  return pages.flat()
}

/** A page's text by the ids of the marked content that it stands in. */
async function markedTexts(page: PDFPageProxy): Promise<Map<string, string>> {
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
  const texts = new Map<string, string>()
  const open: string[] = []
  for (const item of items) {
    if ('str' in item) for (const id of open) texts.set(id, (texts.get(id) ?? '') + item.str)
    else if (item.type === 'endMarkedContent') open.pop()
    else open.push(item.id ?? '')
  }
  return texts
}

const DRAWING = [OPS.showText, OPS.showSpacedText, OPS.constructPath, OPS.paintImageXObject]

/** How many things are drawn on a page that belong neither to its structure nor to its margins. */
export async function unmarkedOf(page: PDFPageProxy): Promise<number> {
  const { fnArray } = await page.getOperatorList()
  let depth = 0
  let count = 0
  for (const operator of fnArray) {
    if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps) depth++
    else if (operator === OPS.endMarkedContent) depth--
    else if (depth === 0 && DRAWING.includes(operator)) count++
  }
  return count
}
