/** What decides where a session stands in a book. */
export type Placed = {
  id: string
  title: string
  /** ISO date; null: not known, which comes last. */
  date: string | null
  /** Local time of day, `14:30`; null comes last within its day. */
  start: string | null
}

const LAST = '￿'

/** By date, start, title and id: always the same order, whatever order the sessions were made or chosen in. */
export function byPlace(a: Placed, b: Placed): number {
  return (
    compare(a.date ?? LAST, b.date ?? LAST) ||
    compare(a.start ?? LAST, b.start ?? LAST) ||
    compare(a.title, b.title) ||
    compare(a.id, b.id)
  )
}

/** By code, not by the rules of a language: these differ between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
