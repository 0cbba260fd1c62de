import { ExternalHyperlink, type IRunOptions, type ParagraphChild, TextRun } from 'docx'
import type { Inline, Mark } from '@/lib/report/rich'
import type { Text } from '../text'
import { eastAsianFont, isEastAsian, languageOf } from './language'

/**
 * The runs of a line, each with its language: its own, or else `language`. Neighbours under one link stand in one
 * hyperlink.
 */
export function runsOf(text: Text, language: string): ParagraphChild[] {
  const children: ParagraphChild[] = []
  let link: { href: string; runs: ParagraphChild[] } | undefined
  for (const inline of text) {
    const href = hrefOf(inline)
    if (href !== link?.href) link = undefined
    const runs = writeInline(inline, language)
    if (link) link.runs.push(...runs)
    else if (href === undefined) children.push(...runs)
    else {
      link = { href, runs }
      children.push(new ExternalHyperlink({ link: href, children: link.runs }))
    }
  }
  return children
}

type Write<K extends Inline['type']> = (
  inline: Extract<Inline, { type: K }>,
  language: string,
) => ParagraphChild[]

const INLINES: { [K in Inline['type']]: Write<K> } = {
  hardBreak: () => [new TextRun({ break: 1 })],
  text: ({ text, marks = [] }, language) => {
    const options: IRunOptions = Object.assign({ language: languageOf(language) }, ...marks.map(propertiesOf))
    return byDirection(text).map(
      (part) => new TextRun({ ...options, ...(part.rtl ? { rightToLeft: true } : {}), text: part.text }),
    )
  },
}

function writeInline(inline: Inline, language: string): ParagraphChild[] {
  return (INLINES[inline.type] as (inline: Inline, language: string) => ParagraphChild[])(inline, language)
}

const MARKS: { [K in Mark['type']]: (mark: Extract<Mark, { type: K }>) => IRunOptions } = {
  bold: () => ({ bold: true, boldComplexScript: true }),
  italic: () => ({ italics: true, italicsComplexScript: true }),
  link: () => ({ style: 'Hyperlink' }),
  language: ({ attrs: { lang } }) => ({
    language: languageOf(lang),
    ...(isEastAsian(lang) ? { font: { eastAsia: eastAsianFont(lang) } } : {}),
  }),
}

function propertiesOf(mark: Mark): IRunOptions {
  return (MARKS[mark.type] as (mark: Mark) => IRunOptions)(mark)
}

function hrefOf(inline: Inline): string | undefined {
  const link = inline.type === 'text' ? inline.marks?.find((mark) => mark.type === 'link') : undefined
  return link?.attrs.href
}

const RTL = '[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}]'
// From one letter of such a script to the last that follows without a letter of another between them.
const RTL_RUN = new RegExp(`(${RTL}(?:\\P{L}*${RTL}|\\p{M})*)`, 'u')

/** Word wants to be told which runs go from right to left. */
function byDirection(text: string): { text: string; rtl: boolean }[] {
  return text
    .split(RTL_RUN)
    .map((part, index) => ({ text: part, rtl: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}
