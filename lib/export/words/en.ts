import type { Words } from './words'

export const en: Words = {
  title: 'Title of the session',
  type: 'Type of session',
  language: 'Language',
  date: 'Date',
  time: 'Time',
  participants: 'Participants',
  moderators: { one: 'Name of moderator', other: 'Names of moderators' },
  rapporteurs: { one: 'Name of rapporteur', other: 'Names of rapporteurs' },
  speakers: 'Speakers',
  colon: (label) => `${label}:`,
  question: (number, asker, to) =>
    `Question ${number}${asker || to ? ':' : ''}${asker && ` from ${asker}`}${to && ` to ${to}`}`,
  answer: (name) => (name ? `Answer: ${name}` : 'Answer'),
  state: { open: '', live: '', writing: '(answered in writing)', unanswered: '(not answered)' },
  unnamed: 'Name not given',
  picture: 'Picture without a description',
  report: 'Session report',
  approved: (name, day) => `Approved by ${name} on ${day}.`,
  notApproved: (day) => `Not approved; as of ${day}.`,
  version: (seq) => `Version ${seq}.`,
  lacking: 'Letters that this file’s fonts do not have are shown as □.',
}
