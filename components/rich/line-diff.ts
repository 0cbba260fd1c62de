import * as Y from 'yjs'

/** One replacement: at `index`, `remove` UTF-16 units go and `insert` comes. */
export type Splice = { index: number; remove: number; insert: string }

/**
 * The smallest single replacement that turns `before` into `after`, the caret standing at `caret` in `after`: among
 * equal letters the one at the caret was typed ("aa|a"), not the last. Never cuts a surrogate pair in two.
 */
export function spliceBetween(before: string, after: string, caret: number): Splice | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  // What follows the caret was not touched by this edit, as far as both texts agree on it.
  const mostEnd = Math.min(shorter, Math.max(0, after.length - caret))
  let end = 0
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end++
  let start = 0
  while (start < shorter - end && before[start] === after[start]) start++
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  if (start > 0 && (splits(before, start) || splits(after, start))) start--
  if (end > 0 && (splits(before, before.length - end) || splits(after, after.length - end))) end--
  return { index: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) }
}

/** Whether cutting at `index` parts the two halves of one character. */
function splits(text: string, index: number): boolean {
  return isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index))
}
const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** Where a caret at `position` stands after somebody else's change of the text (a Y.TextEvent's delta). */
export function movedBy(
  delta: { insert?: unknown; delete?: number; retain?: number }[],
  position: number,
): number {
  let index = 0
  let moved = position
  for (const { insert, delete: gone, retain } of delta) {
    if (index > moved) break
    if (retain !== undefined) index += retain
    else if (typeof insert === 'string') {
      // What is inserted exactly at the caret comes after it: the caret stays with the letter before it.
      if (index < moved) moved += insert.length
      index += insert.length
    } else if (gone !== undefined) moved = Math.max(index, moved - gone)
  }
  return moved
}

/** Writes what a field now holds into its text, as one replacement. */
export function writeLine(text: Y.Text, value: string, caret: number, origin: unknown): void {
  const splice = spliceBetween(text.toString(), value, caret)
  if (!splice) return
  Y.transact(
    text.doc!,
    () => {
      if (splice.remove > 0) text.delete(splice.index, splice.remove)
      if (splice.insert !== '') text.insert(splice.index, splice.insert)
    },
    origin,
  )
}
