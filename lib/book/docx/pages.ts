import { Document, type ISectionOptions, type IXmlableObject, type PageNumberEstimator } from 'docx'
import { layoutDocument } from 'docx/layout'
import { NUMBERING } from '@/lib/export/docx/styles'
import { bookStyles } from './styles'

/*
 * On which page each part of a book begins. Parts begin on pages of their own and all that is referred to is how they
 * begin, so each is laid out once, by itself, instead of the whole book until its contents fit themselves.
 */

/** How many pages a part takes, laid out as Word does it, or as near to that as can be guessed. */
export function pagesOf(part: ISectionOptions, language: string): number {
  const document = new Document({ styles: bookStyles(language), numbering: NUMBERING, sections: [part] })
  return Math.max(1, layoutDocument(document, { guess: true }).pages.length)
}

/** Gives every bookmark the page on which its part begins; `pages` says how many each part has. */
export function numbersFrom(pages: readonly number[]): PageNumberEstimator {
  return (body) => {
    const bookmarks = new Map<string, string>()
    let first = 1
    let part = 0
    for (const child of childrenOf(body)) {
      for (const name of bookmarksIn(child)) bookmarks.set(name, String(first))
      if (endsPart(child)) first += pages[part++] ?? 0
    }
    return { bookmarks, pageCount: pages.reduce((sum, count) => sum + count, 0), sectionPageCounts: pages }
  }
}

const childrenOf = (element: unknown): unknown[] =>
  Object.values((element ?? {}) as IXmlableObject).flatMap((inner) => (Array.isArray(inner) ? inner : []))

/** A part's properties stand in its last paragraph. */
function endsPart(child: unknown): boolean {
  const paragraph = (child as { 'w:p'?: unknown[] })?.['w:p']
  const properties = paragraph?.find((inner) => has(inner, 'w:pPr')) as { 'w:pPr': unknown[] } | undefined
  return Array.isArray(properties?.['w:pPr']) && properties['w:pPr'].some((inner) => has(inner, 'w:sectPr'))
}

const has = (element: unknown, name: string) =>
  typeof element === 'object' && element !== null && Object.hasOwn(element, name)

function bookmarksIn(element: unknown): string[] {
  if (has(element, 'w:bookmarkStart')) {
    const { _attr } = (element as { 'w:bookmarkStart': { _attr?: Record<string, string> } })[
      'w:bookmarkStart'
    ]
    return _attr?.['w:name'] ? [_attr['w:name']] : []
  }
  return childrenOf(element).flatMap(bookmarksIn)
}
