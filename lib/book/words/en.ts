import type { BookWords } from './words'

export const en: BookWords = {
  kind: 'Session reports',
  contents: 'Contents',
  people: 'People',
  organisations: 'Organisations',
  missing: 'Sessions without a report',
  leftOut: 'Reports that could not be included',
  mark: {
    draft: 'Draft: this report has not been approved.',
    review: 'In review: this report has not been approved yet.',
  },
  why: { draft: 'still a draft', review: 'in review', empty: 'nothing written yet' },
  unreadable: 'The report cannot be read.',
  failed: (reason) => `The report could not be set: ${reason}`,
  made: (day, reports) => `${reports === 1 ? '1 report' : `${reports} reports`}. Compiled on ${day}.`,
}
