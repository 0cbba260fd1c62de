import type { Report } from '@/lib/report/report'
import { type Day, datesIn, dayNumber, type FoundDate, isoDayNumber } from '../dates'
import type { Found } from '../finding'
import { at, type Passage } from '../passages'
import { type Context, type Rule, sectionsOf } from '../rule'

const known = new WeakMap<Passage, FoundDate[]>()

/** The days that a passage names; two rules ask for them. */
function daysOf(passage: Passage): FoundDate[] {
  const found = known.get(passage) ?? datesIn(passage.text)
  known.set(passage, found)
  return found
}

const detailsOf = (report: Report) => sectionsOf(report, 'details').map(({ section }) => section.id)

/** The session has no date. */
export const noDate: Rule = {
  id: 'no-date',
  severity: 'fault',
  find: ({ report }) =>
    detailsOf(report).flatMap((section): Found[] =>
      report.details.date === null ? [{ say: 'noDate', words: {}, place: { section, value: 'date' } }] : [],
    ),
}

/** The session's date lies outside the event's. */
export const dateOutside: Rule = {
  id: 'date-outside-event',
  severity: 'fault',
  find: ({ report }) =>
    detailsOf(report).flatMap((section): Found[] => {
      const { date, eventStart, eventEnd } = report.details
      if (date === null) return []
      const [first, last] = [eventStart ?? eventEnd, eventEnd ?? eventStart]
      if (first === null || last === null || first > last || (date >= first && date <= last)) return []
      return [
        {
          say: 'dateOutside',
          words: { date: { date }, event: { dates: [first, last] } },
          place: { section, value: 'date' },
        },
      ]
    }),
}

/** Two dates of the event: the report's and the event's own differ, or its last day comes before its first. */
export const eventDates: Rule = {
  id: 'event-dates-differ',
  severity: 'fault',
  find: ({ report, event }) =>
    detailsOf(report).flatMap((section): Found[] => {
      const { eventStart, eventEnd } = report.details
      const place = { section, value: 'eventStart' } as const
      if (event?.startDate && event.endDate && (eventStart || eventEnd))
        if (event.startDate !== eventStart || event.endDate !== eventEnd)
          return [
            {
              say: 'eventDatesDiffer',
              words: {
                here: { dates: [eventStart, eventEnd] },
                event: { dates: [event.startDate, event.endDate] },
              },
              place,
              fix: { kind: 'header', values: { eventStart: event.startDate, eventEnd: event.endDate } },
            },
          ]
      if (eventStart && eventEnd && eventEnd < eventStart)
        return [
          {
            say: 'eventDatesReversed',
            words: { first: { date: eventStart }, last: { date: eventEnd } },
            place,
            fix: { kind: 'header', values: { eventStart: eventEnd, eventEnd: eventStart } },
          },
        ]
      return []
    }),
}

/** Days around the event within which a date in a text is likely to be about it. */
const NEAR = 7

/** A text says other days for the event than the header does, or a day that lies just outside of them. */
export const datesInText: Rule = {
  id: 'event-dates-in-text',
  severity: 'fault',
  find: (context) =>
    eachDate(context, (passage, found, [first, last]) => {
      const year = new Date(first * 86_400_000).getUTCFullYear()
      const [start, end] = [dayNumber(found.start, year), dayNumber(found.end, year)]
      const isRange = end > start
      const says = (say: 'eventDatesInText' | 'dateNearEvent'): Found[] => [
        {
          say,
          words: {
            text: passage.text.slice(found.from, found.to),
            event: { dates: [context.report.details.eventStart, context.report.details.eventEnd] },
          },
          place: at(passage, found.from, found.to),
        },
      ]
      if (isRange) {
        const same = start === first && end === last
        const shares = start === first || end === last
        return !same && shares ? says('eventDatesInText') : []
      }
      const outside = start < first || start > last
      const isNear = start >= first - NEAR && start <= last + NEAR
      return outside && isNear && found.start.year !== undefined ? says('dateNearEvent') : []
    }),
}

function eachDate(
  { report, passages }: Context,
  find: (passage: Passage, found: FoundDate, event: [number, number]) => Found[],
): Found[] {
  const { eventStart, eventEnd } = report.details
  if (eventStart === null || eventEnd === null || eventEnd < eventStart) return []
  const event: [number, number] = [isoDayNumber(eventStart), isoDayNumber(eventEnd)]
  return passages.flatMap((passage) => daysOf(passage).flatMap((found) => find(passage, found, event)))
}

/** A day without its year in a text that names none near it: in some years nobody knows which it was. */
export const noYear: Rule = {
  id: 'date-without-year',
  severity: 'note',
  find: ({ passages }) =>
    passages.flatMap((passage) =>
      daysOf(passage)
        .filter(({ start, end }) => hasNoYear(start) && hasNoYear(end) && !isFixed(start))
        .filter(() => !/(?<!\d)(?:19|20)\d\d(?!\d)/.test(passage.text))
        .map(({ from, to }) => ({
          say: 'noYear',
          words: { text: passage.text.slice(from, to) },
          place: at(passage, from, to),
        })),
    ),
}

const hasNoYear = ({ year }: Day) => year === undefined

/** Days that are names of their own: Women's Day, Labour Day and the like. */
const isFixed = ({ month, day }: Day) =>
  ['3-8', '5-1', '12-25', '1-1', '7-14', '7-4', '9-11', '12-10', '3-1'].includes(`${month}-${day}`)
