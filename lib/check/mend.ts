import * as Y from 'yjs'
import { type Author, change, setAsked, setMeta } from '@/lib/report/document'
import type { Fix, Range } from './finding'

/*
 * A fix as an edit of the shared document, in one undoable step like any of the app's own. Somebody may have written
 * meanwhile: what is not as the check saw it is looked for in its paragraph, and left alone if it is not there.
 */

/** Whether it was done. `me`: who does it. */
export function mend(doc: Y.Doc, fix: Fix, me: Author): boolean {
  switch (fix.kind) {
    case 'replace':
      return fix.rich ? replaceRich(doc, fix) : replaceLine(doc, fix)
    case 'mark':
      return mark(doc, fix)
    case 'header': {
      change(doc, () => {
        const { language, eventStart, eventEnd } = fix.values
        if (language !== undefined) setMeta(doc, 'language', language)
        if (eventStart !== undefined) setMeta(doc, 'eventStart', eventStart)
        if (eventEnd !== undefined) setMeta(doc, 'eventEnd', eventEnd)
      })
      return true
    }
    case 'ask':
      setAsked(doc, fix.section, fix.item, [fix.person], me)
      return true
  }
}

type Replace = Extract<Fix, { kind: 'replace' }>

function replaceLine(doc: Y.Doc, { field, range, before, after }: Replace): boolean {
  if (!doc.share.has(field)) return false
  const text = doc.getText(field)
  const lines = text.toString().split('\n')
  const line = lines[range.block]
  const from = line === undefined ? -1 : placeOf(line, before, range.from)
  if (from === -1) return false
  const start = lines.slice(0, range.block).reduce((sum, { length }) => sum + length + 1, from)
  change(doc, () => {
    text.delete(start, before.length)
    if (after !== '') text.insert(start, after)
  })
  return true
}

function replaceRich(doc: Y.Doc, { field, range, before, after }: Replace): boolean {
  const paragraph = paragraphAt(doc, field, range)
  const from = paragraph ? placeOf(textOf(paragraph), before, range.from) : -1
  if (!paragraph || from === -1) return false
  const parts = within(paragraph, from, from + before.length)
  change(doc, () => {
    // What comes is written like the end of what goes, which it stands behind for a moment.
    const last = parts.at(-1)!
    if (after !== '') last.text.insert(last.to, after)
    for (const { text, from: start, to } of parts.toReversed()) text.delete(start, to - start)
    const { parent } = paragraph
    const isLeft = textOf(paragraph).trim() === '' && parent instanceof Y.XmlFragment
    if (isLeft && !(parent instanceof Y.XmlElement) && parent.length > 1)
      parent.delete(parent.toArray().indexOf(paragraph))
  })
  return true
}

function mark(doc: Y.Doc, { field, ranges, before, language }: Extract<Fix, { kind: 'mark' }>): boolean {
  const parts = ranges.flatMap((range, index) => {
    const paragraph = paragraphAt(doc, field, range)
    const text = before[index]!
    const from = paragraph ? placeOf(textOf(paragraph), text, range.from) : -1
    return paragraph && from !== -1 ? within(paragraph, from, from + text.length) : []
  })
  change(doc, () => {
    for (const { text, from, to } of parts) text.format(from, to - from, { language: { lang: language } })
  })
  return parts.length > 0
}

/** Where `wanted` stands in `text`: at `from` as it was seen, else at the place nearest to it; -1 if nowhere. */
function placeOf(text: string, wanted: string, from: number): number {
  if (text.startsWith(wanted, from)) return from
  const before = text.lastIndexOf(wanted, from)
  const after = text.indexOf(wanted, from)
  if (before === -1 || after === -1) return Math.max(before, after)
  return from - before < after - from ? before : after
}

/** The paragraph by its number in reading order, as passages.ts counts them. */
function paragraphAt(doc: Y.Doc, field: string, { block }: Range): Y.XmlElement | undefined {
  return doc.share.has(field) ? paragraphsIn(doc.getXmlFragment(field))[block] : undefined
}

function paragraphsIn(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent
    .toArray()
    .flatMap((node) =>
      node instanceof Y.XmlElement ? (node.nodeName === 'paragraph' ? [node] : paragraphsIn(node)) : [],
    )
}

const stringOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\0'))
    .join('')

function textOf(paragraph: Y.XmlElement): string {
  return paragraph
    .toArray()
    .map((node) => (node instanceof Y.XmlText ? stringOf(node) : '\n'))
    .join('')
}

/** The texts between two positions of a paragraph, each with its own. */
function within(paragraph: Y.XmlElement, from: number, to: number) {
  const parts: { text: Y.XmlText; from: number; to: number }[] = []
  let start = 0
  for (const node of paragraph.toArray()) {
    const length = node instanceof Y.XmlText ? node.length : 1
    const part = { from: Math.max(0, from - start), to: Math.min(length, to - start) }
    if (node instanceof Y.XmlText && part.from < part.to) parts.push({ text: node, ...part })
    start += length
  }
  return parts
}
