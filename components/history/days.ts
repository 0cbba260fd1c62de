import type { HistoryPoint } from '@/lib/api/schemas'

/** The points of one day, on the clock of who reads. `key`: the day, as `2020-10-22`. */
export type Day = { key: string; points: HistoryPoint[] }

/** Points by the day in a time zone (IANA, e.g. `Europe/Paris`), in the order they come in. */
export function daysOf(points: readonly HistoryPoint[], timeZone: string): Day[] {
  // This is how Canadians, and nobody else, write a day: year, month, day.
  const dayOf = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const days = Map.groupBy(points, ({ at }) => dayOf.format(new Date(at)))
  return [...days].map(([key, points]) => ({ key, points }))
}
