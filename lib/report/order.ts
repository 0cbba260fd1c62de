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
  return keyAfter(last?.order ?? null)
}

/** `count` keys for a new list. */
export function firstOrders(count: number): string[] {
  return generateNKeysBetween(null, null, count)
}

/**
 * The new keys with which the record `id` comes to stand at `index` of the sorted list (counted without it).
 * One key in general; where two people inserted at one place at once their keys are equal, and the whole
 * run of equals gets new keys, since nothing fits between equals. If a foreign client made up keys that are none,
 * the whole list gets new ones.
 */
export function orderAt(list: Ordered[], id: string, index: number): Map<string, string> {
  const others = list.filter((entry) => entry.id !== id).sort(byOrder)
  const at = Math.max(0, Math.min(index, others.length))
  const before = others[at - 1]
  const after = others[at]
  let start = at
  let end = at
  if (before && after && before.order === after.order) {
    while (start > 0 && others[start - 1]!.order === before.order) start--
    while (end < others.length && others[end]!.order === before.order) end++
  }
  const members = (from: number, to: number) => [
    ...others.slice(from, at).map((entry) => entry.id),
    id,
    ...others.slice(at, to).map((entry) => entry.id),
  ]
  const run = members(start, end)
  try {
    return keyed(run, generateNKeysBetween(others[start - 1]?.order, others[end]?.order, run.length))
  } catch {
    const all = members(0, others.length)
    return keyed(all, firstOrders(all.length))
  }
}

function keyed(ids: string[], keys: string[]): Map<string, string> {
  return new Map(ids.map((id, position) => [id, keys[position]!]))
}

/** A key after `last`, which may be none that we made: then anything longer stands behind it. */
function keyAfter(last: string | null): string {
  try {
    return generateKeyBetween(last, null)
  } catch {
    return `${last}V`
  }
}
