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

/** Parts of a line with commas between them: `name, role, country`. */
export function joinParts(parts: string[]): string {
  return parts
    .filter(Boolean)
    .reduce((before, part) => (before ? `${before}${commaBetween(before, part)}${part}` : part), '')
}

const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const ARABIC = /\p{Script=Arabic}/u
const COMMAS: [RegExp, string][] = [
  [ARABIC, '، '],
  [IDEOGRAPH, '，'],
]

/** The comma, with the space after it, that the script of two parts of a line calls for. */
export function commaBetween(before: string, after: string): string {
  // An acronym or a time zone in brackets, and figures, are of no script.
  const [left, right] = [before, after].map((part) => part.replace(/\([^)]*\)/g, ''))
  const last = /\p{L}(?=\P{L}*$)/u.exec(left!)?.[0]
  const first = /\p{L}/u.exec(right!)?.[0] ?? ''
  return COMMAS.find(([script]) => script.test(first) && (!last || script.test(last)))?.[1] ?? ', '
}

/** The letters of a line. */
export function lettersOf(text: Text): string {
  return text.map((inline) => (inline.type === 'text' ? inline.text : ' ')).join('')
}
