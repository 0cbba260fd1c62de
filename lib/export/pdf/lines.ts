import type { Inline, Mark } from '@/lib/report/rich'
import { type Direction, directionOf, directionOfLanguage } from '../direction'
import { lettersOf, type Text } from '../text'
import { type Face, faceOf } from './families'
import { type Part, partsOf } from './parts'

/* Lines of text as the plain data that the Typst functions `line` and `own` (prelude.ts) set. */

/** A line and the direction of its first letter. */
export type Line = { dir: Direction | null; text: TypstInline[] }
export type TypstText = {
  type: 'text'
  text: string
  /** The text again, cut where it may break. */
  parts: Part[]
  bold: boolean
  italic: boolean
  href: string | null
  lang: Language | null
}
type TypstInline = { type: 'hardBreak' } | TypstText
/** `face`: which families set it (families.ts). */
export type Language = { lang: string; region: string | null; dir: Direction; face: Face }

/** A line as `line` and `own` set it. */
export function lineOf(text: Text): Line {
  return { dir: directionOf(lettersOf(text)) ?? null, text: text.map(inlineData) }
}

/**
 * Signs without a shape that say where a line may break: Typst finds the places itself, and a letter beside such a sign
 * would be copied together with it, everywhere in the document.
 */
const BREAK_HINTS = /[\u00ad\u200b\u2060]/g

function inlineData(inline: Inline): TypstInline {
  if (inline.type === 'hardBreak') return inline
  const text = inline.text.replace(BREAK_HINTS, '')
  const data: TypstText = {
    type: 'text',
    text,
    parts: partsOf(text, 'ltr'),
    bold: false,
    italic: false,
    href: null,
    lang: null,
  }
  for (const mark of inline.marks ?? [])
    (MARKS[mark.type] as (data: TypstText, mark: Mark) => void)(data, mark)
  return data
}

const MARKS: { [K in Mark['type']]: (data: TypstText, mark: Extract<Mark, { type: K }>) => void } = {
  bold: (data) => {
    data.bold = true
  },
  italic: (data) => {
    data.italic = true
  },
  link: (data, { attrs }) => {
    data.href = attrs.href
  },
  language: (data, { attrs }) => {
    data.lang = languageOf(attrs.lang)
  },
}

/** A language as Typst takes it: two or three letters, and a region of two. */
export function languageOf(tag: string): Language | null {
  const { language, region } = new Intl.Locale(tag)
  if (!/^[a-z]{2,3}$/.test(language)) return null
  return {
    lang: language,
    region: region && /^[A-Z]{2}$/.test(region) ? region : null,
    dir: directionOfLanguage(tag),
    face: faceOf(language),
  }
}

/** A heading is a bookmark too, so what is longer goes on below it. */
export function splitAt(length: number, text: Text): [Text, Text] {
  let left = length
  const at = text.findIndex((inline) => {
    if (inline.type === 'text') left -= inline.text.length
    return left < 0
  })
  const cut = text[at]
  if (cut?.type !== 'text') return [text, []]
  // Not within a letter of two halves.
  const end = cut.text.slice(0, cut.text.length + left).replace(/[\ud800-\udbff]$/, '').length
  return [
    [...text.slice(0, at), { ...cut, text: cut.text.slice(0, end) }],
    [{ ...cut, text: cut.text.slice(end) }, ...text.slice(at + 1)],
  ]
}
