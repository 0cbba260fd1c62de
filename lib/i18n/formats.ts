/** How dates look everywhere. A date without a time of day is formatted in UTC, so that it stays the date it is. */
export const FORMATS = {
  dateTime: {
    day: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
    moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  },
} as const
