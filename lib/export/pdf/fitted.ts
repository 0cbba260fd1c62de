import type { Direction } from '../direction'
import type { Line, TypstText } from './lines'
import { partsOf } from './parts'

/** What is set instead of a text: the letters that no font has are others in it (server/export/coverage.ts). */
export type Drawable = (text: string) => string

/**
 * The data with every text in it made fit to be drawn, and to be broken in a document that runs the way of `base`; and
 * whether a text was changed.
 */
export function fitted<T>(
  data: T,
  drawable: Drawable,
  base: Direction = 'ltr',
): { data: T; isChanged: boolean } {
  let isChanged = false
  // A box is a sign without direction: in a line that runs the other way it would change its place.
  const walk = (value: unknown, boxed: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, boxed))
    if (value === null || typeof value !== 'object') return value
    if (isText(value)) {
      const text = drawable(value.text)
      isChanged ||= text !== value.text
      return { ...value, text, parts: partsOf(text, boxed ? base : null) }
    }
    const isBoxed = isLine(value) ? (value.dir ?? base) === base : boxed
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, isBoxed)]))
  }
  return { data: walk(data, true) as T, isChanged }
}

const isLine = (value: object): value is Line =>
  'dir' in value && 'text' in value && Array.isArray(value.text)
const isText = (value: object): value is TypstText => 'type' in value && value.type === 'text'
