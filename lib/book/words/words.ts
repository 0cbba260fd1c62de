/** The fixed words of a book, in one language; those of its chapters are lib/export/words. */
export type BookWords = {
  /** On the cover, under the event's name. */
  kind: string
  contents: string
  people: string
  organisations: string
  /** Headings of the lists at the end. */
  missing: string
  leftOut: string
  /** Under the title of a report that is not approved. */
  mark: { draft: string; review: string }
  /** Why a session has no report in the book. */
  why: { draft: string; review: string; empty: string }
  /** Why a report could not be included: nobody can open it; something else, as the server says it. */
  unreadable: string
  failed: (reason: string) => string
  made: (day: string, reports: number) => string
}
