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

/** A Y.TextEvent's delta. */
export type Delta = { insert?: unknown; delete?: number; retain?: number }[]

/**
 * Where a caret at `position` stands after somebody else's change of the text. What is inserted exactly there comes
 * after it, so that the caret stays with the letter before it; with `after` it comes before it.
 */
export function movedBy(delta: Delta, position: number, side: 'before' | 'after' = 'before'): number {
  let index = 0
  let moved = position
  for (const { insert, delete: gone, retain } of delta) {
    if (index > moved) break
    if (retain !== undefined) index += retain
    else if (typeof insert === 'string') {
      if (index < moved || (index === moved && side === 'after')) moved += insert.length
      index += insert.length
    } else if (gone !== undefined) moved = Math.max(index, moved - gone)
  }
  return moved
}

/** One's own edit after the edits of others of the same text came before it, and where its carets then stand. */
export function rebase(
  splice: Splice,
  others: Delta[],
): { splice: Splice; caret: (before: number) => number } {
  const moved = (position: number) => others.reduce((at, delta) => movedBy(delta, at), position)
  // What another wrote at the edge of what is replaced stays.
  const side = splice.remove > 0 ? 'after' : 'before'
  const index = others.reduce((at, delta) => movedBy(delta, at, side), splice.index)
  const remove = Math.max(0, moved(splice.index + splice.remove) - index)
  const { insert } = splice
  const caret = (before: number) => {
    const inside = before - splice.index
    if (inside < 0) return moved(before)
    if (inside <= insert.length) return index + inside
    return moved(before - insert.length + splice.remove) + insert.length - remove
  }
  return { splice: { index, remove, insert }, caret }
}

/** Writes one replacement into a text. */
export function applySplice(text: Y.Text, { index, remove, insert }: Splice, origin: unknown): void {
  Y.transact(
    text.doc!,
    () => {
      if (remove > 0) text.delete(index, remove)
      if (insert !== '') text.insert(index, insert)
    },
    origin,
  )
}
