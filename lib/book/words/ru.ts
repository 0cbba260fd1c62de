import type { BookWords } from './words'

export const ru: BookWords = {
  kind: 'Отчёты о сессиях',
  contents: 'Содержание',
  people: 'Участники',
  organisations: 'Организации',
  missing: 'Сессии без отчёта',
  leftOut: 'Отчёты, которые не удалось включить',
  mark: {
    draft: 'Черновик: этот отчёт не утверждён.',
    review: 'На рассмотрении: этот отчёт ещё не утверждён.',
  },
  why: { draft: 'ещё черновик', review: 'на рассмотрении', empty: 'пока ничего не написано' },
  unreadable: 'Отчёт невозможно прочитать.',
  failed: (reason) => `Отчёт не удалось сверстать: ${reason}`,
  made: (day, reports) => `Отчётов: ${reports}. Составлено ${day}.`,
}
