import type { Inline, Mark } from '@/lib/report/rich'
import { cleanLine } from './clean'

/** A line of a document: the same pieces that a paragraph of rich text has. */
export type Text = Inline[]

/** A line of plain text; [] if there is nothing to read. `language` if it is not the document's. */
export function plain(text: string, options: { language?: string; bold?: boolean } = {}): Text {
  const clean = cleanLine(text)
  if (clean === '') return []
  const marks: Mark[] = [
    ...(options.language ? [{ type: 'language', attrs: { lang: options.language } } as const] : []),
    ...(options.bold ? [{ type: 'bold' } as const] : []),
  ]
  return [marks.length > 0 ? { type: 'text', text: clean, marks } : { type: 'text', text: clean }]
}

/** The letters of a line. */
export function lettersOf(text: Text): string {
  return text.map((inline) => (inline.type === 'text' ? inline.text : ' ')).join('')
}
