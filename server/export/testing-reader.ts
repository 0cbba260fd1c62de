import { STAMP } from '@/lib/export/testing'
import type { Report } from '@/lib/report/report'
import { createExporter, type ExportOptions } from '.'
import { openPdf } from './testing'

/** What PDF/UA-1 says of itself. */
export const ACCESSIBLE = '<pdfuaid:part>1</pdfuaid:part>'

/** Makes PDFs of reports as the server does, the picture `banner` at hand, and reads them. `notes` is its log. */
export function createPdfReader(banner: Uint8Array) {
  const notes: string[] = []
  const exporter = createExporter({ log: (line) => notes.push(line), threads: 1 })
  const pictures = async (sha256: string) => (sha256 === 'banner' ? banner : undefined)
  const render = (report: Report, options: ExportOptions = {}) =>
    exporter.render('pdf', { report, stamp: STAMP, pictures, options })
  const read = async (report: Report, options?: ExportOptions) => openPdf(await render(report, options))
  const metadataOf = async (report: Report, options?: ExportOptions) =>
    (await (await read(report, options)).getMetadata()).metadata?.getRaw() as string
  return { notes, render, read, metadataOf, close: () => exporter.close() }
}
