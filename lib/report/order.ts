import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/*
 * Order in lists that several people change at once: each record carries a fractional-indexing key, and the list is
 * sorted by (key, id), so that everybody sees the same order whatever arrived first.
 */

export type Ordered = { id: string; order: string }

export function byOrder(a: Ordered, b: Ordered): number {
  return a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The key of a record that is added at the end of `list`. */
export function orderAtEnd(list: Ordered[]): string {
  const last = [...list].sort(byOrder).at(-1)
  return safeBetween(last?.order ?? null, null)
}

/** `count` keys for a new list. */
export function firstOrders(count: number): string[] {
  return generateNKeysBetween(null, null, count)
}

/**
 * The new keys with which the record `id` comes to stand at `index` of the sorted list (counted without it).
 * One key in general; where two people inserted at one place at once their keys are equal, and the whole
 * run of equals gets new keys, since nothing fits between equals.
 */
export function orderAt(list: Ordered[], id: string, index: number): Map<string, string> {
  const others = list.filter((entry) => entry.id !== id).sort(byOrder)
  const at = Math.max(0, Math.min(index, others.length))
  const before = others[at - 1]
  const after = others[at]
  if (!before || !after || before.order < after.order)
    return new Map([[id, safeBetween(before?.order ?? null, after?.order ?? null)]])
  let start = at - 1
  while (start > 0 && others[start - 1]!.order === before.order) start--
  let end = at
  while (end < others.length && others[end]!.order === before.order) end++
  const run = [
    ...others.slice(start, at).map((entry) => entry.id),
    id,
    ...others.slice(at, end).map((entry) => entry.id),
  ]
  const keys = generateNKeysBetween(others[start - 1]?.order ?? null, others[end]?.order ?? null, run.length)
  return new Map(run.map((member, position) => [member, keys[position]!]))
}

/** A key that a foreign client made up may be no valid one: then we start a new key after or before nothing. */
function safeBetween(before: string | null, after: string | null): string {
  try {
    return generateKeyBetween(before, after)
  } catch {
    return before === null ? generateKeyBetween(null, null) : `${before}V`
  }
}
