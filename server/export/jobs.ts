import type { Format, PdfStandard, Stamp } from '@/lib/export'
import type { Report } from '@/lib/report/report'

/** What else decides a file. */
export type ExportOptions = {
  /** SHA-256 of the event's banner picture. */
  banner?: string | undefined
  /** Of a PDF; PDF/UA-1 unless said. */
  standard?: PdfStandard | undefined
  /** Of a Word document: the bytes of the organisation's own template. */
  template?: Uint8Array | undefined
}

/** What a worker is asked. The pictures' bytes come along: only the main thread has the store. */
export type Job = {
  id: number
  format: Format
  report: Report
  stamp: Stamp
  pictures: Map<string, Uint8Array<ArrayBuffer>>
  options: ExportOptions
}

/** An export could not be made: the renderer failed, took too long or its worker ended. The process goes on. */
export class ExportFailed extends Error {
  override name = 'ExportFailed'
}
