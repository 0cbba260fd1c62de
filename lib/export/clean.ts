import {
  type Block,
  type Inline,
  isEmptyRich,
  isSafeUrl,
  type ListItem,
  type Mark,
  type Rich,
} from '@/lib/report/rich'

/*
 * What no document can hold, or what would act in it, is taken out here, once for all formats: lone surrogates,
 * control characters, non-characters, direction overrides, links that are none. Nothing that can be read is.
 */

// Control characters other than tab and line breaks; non-characters; overrides of writing direction.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202d\u202e\ufff9-\ufffb\ufeff\p{Surrogate}\p{Noncharacter_Code_Point}]/gu
const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/

/** Text on one line: every kind of break or tab is a space, none at its ends. */
export function cleanLine(text: string): string {
  return cleanLines(text).join(' ').trim()
}

/** Text line by line. */
export function cleanLines(text: string): string[] {
  return text.split(BREAK).map((line) => line.replace(UNPRINTABLE, '').replace(/\t/g, ' '))
}

/** Blocks that can be read, without the empty ones; [] if there is nothing to read at all. */
export function cleanRich(rich: Rich): Rich {
  return rich.flatMap(cleanBlock)
}

function cleanBlock(block: Block): Block[] {
  if (isEmptyRich([block])) return []
  switch (block.type) {
    case 'paragraph': {
      const content = trimBreaks((block.content ?? []).flatMap(cleanInline))
      return content.length > 0 ? [{ type: 'paragraph', content }] : []
    }
    case 'blockquote': {
      const content = cleanRich(block.content)
      return content.length > 0 ? [{ type: 'blockquote', content }] : []
    }
    case 'bulletList':
    case 'orderedList': {
      const content = block.content.flatMap(cleanItem)
      return content.length > 0 ? [{ type: block.type, content }] : []
    }
  }
}

function cleanItem({ content: [first, ...rest] }: ListItem): ListItem[] {
  const [paragraph = { type: 'paragraph' as const }] = cleanBlock(first)
  const others = cleanRich(rest)
  const isEmpty = paragraph.type !== 'paragraph' || (!paragraph.content && others.length === 0)
  return isEmpty ? [] : [{ type: 'listItem', content: [paragraph, ...others] }]
}

function cleanInline(inline: Inline): Inline[] {
  if (inline.type === 'hardBreak') return [inline]
  const marks = (inline.marks ?? []).filter(isUsable)
  return cleanLines(inline.text).flatMap((text, index): Inline[] => [
    ...(index > 0 ? [{ type: 'hardBreak' } as const] : []),
    ...(text === ''
      ? []
      : [marks.length > 0 ? ({ type: 'text', text, marks } as const) : ({ type: 'text', text } as const)]),
  ])
}

function isUsable(mark: Mark): boolean {
  if (mark.type === 'link') return isSafeUrl(mark.attrs.href)
  if (mark.type === 'language') return isLanguageTag(mark.attrs.lang)
  return true
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function trimBreaks(content: Inline[]): Inline[] {
  const isText = (inline: Inline) => inline.type === 'text'
  const start = content.findIndex(isText)
  return start < 0 ? [] : content.slice(start, content.findLastIndex(isText) + 1)
}
