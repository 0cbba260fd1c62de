import { useFormatter } from 'next-intl'

type EventDatesProps = { start: string | null | undefined; end: string | null | undefined }

/** One date, or from when to when; nothing where neither is known. */
export function EventDates({ start, end }: EventDatesProps) {
  const format = useFormatter()
  const [from, to] = [start ?? end, end ?? start]
  if (!from || !to) return null
  return from === to
    ? format.dateTime(new Date(from), 'day')
    : format.dateTimeRange(new Date(from), new Date(to), 'day')
}
