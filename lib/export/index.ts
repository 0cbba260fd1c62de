export { reportJsonSchema } from './json'
export type { Pictures } from './pictures'
export type { Stamp } from './stamp'

/** The formats a report is exported in; also the endings of their files. */
export const FORMATS = ['docx', 'pdf', 'html', 'md', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** What a PDF can promise: that everybody can read it (PDF/UA-1), or that an archive can (PDF/A-2a, accessible too). */
export const PDF_STANDARDS = ['ua-1', 'a-2a'] as const
export type PdfStandard = (typeof PDF_STANDARDS)[number]

/** What a format's file is sent as. */
export const MEDIA_TYPES: Record<Format, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** A name for a downloaded file: the report's title, without what file systems refuse, and the format's ending. */
export function fileNameOf(title: string, format: Format): string {
  const name = title
    .normalize('NFC')
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
  return `${shortened(name).replace(/[.,;:–\- ]+$/, '') || 'report'}.${format}`
}

const LONGEST_NAME = 80

/** As many words as fit, or if the first is very long, as much of it. */
function shortened(name: string): string {
  const letters = [...name]
  if (letters.length <= LONGEST_NAME) return name
  const cut = letters.slice(0, LONGEST_NAME + 1)
  const space = cut.lastIndexOf(' ')
  return cut.slice(0, space > LONGEST_NAME / 2 ? space : LONGEST_NAME).join('')
}
