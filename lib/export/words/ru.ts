import type { Words } from './words'

/** Names stand in the nominative: they are not declined here. */
export const ru: Words = {
  title: 'Название сессии',
  type: 'Тип сессии',
  language: 'Язык',
  date: 'Дата',
  time: 'Время',
  participants: 'Участники',
  moderators: { one: 'Модерация', other: 'Модерация' },
  rapporteurs: { one: 'Составление отчёта', other: 'Составление отчёта' },
  speakers: 'Докладчики',
  colon: (label) => `${label}:`,
  question: (number, asker, to) =>
    `Вопрос ${number}${asker || to ? ':' : ''}${asker && ` ${asker}`}${to && ` (кому: ${to})`}`,
  answer: (name) => (name ? `Ответ: ${name}` : 'Ответ'),
  state: { open: '', live: '', writing: '(ответ дан письменно)', unanswered: '(без ответа)' },
  unnamed: 'Имя не указано',
  picture: 'Изображение без описания',
  report: 'Отчёт о сессии',
  approved: (name, day) => `Утверждено: ${name}, ${day}`,
  notApproved: (day) => `Не утверждено; по состоянию на ${day}`,
  version: (seq) => `Версия ${seq}.`,
  lacking: 'Буквы, которых нет в шрифтах этого файла, показаны знаком □.',
}
