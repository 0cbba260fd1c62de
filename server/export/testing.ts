import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

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
