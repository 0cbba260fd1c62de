import type { Words } from './words'

/** French sets a space, unbreakable, before a colon. */
const COLON = '\u00a0:'

export const fr: Words = {
  title: 'Titre de la séance',
  type: 'Type de séance',
  language: 'Langue',
  date: 'Date',
  time: 'Horaire',
  participants: 'Participants',
  moderators: { one: 'Modération', other: 'Modération' },
  rapporteurs: { one: 'Compte rendu de', other: 'Compte rendu de' },
  speakers: 'Intervenantes et intervenants',
  colon: (label) => `${label}${COLON}`,
  question: (number, asker, to) =>
    `Question ${number}${asker || to ? COLON : ''}${asker && ` de ${asker}`}${to && ` à ${to}`}`,
  answer: (name) => (name ? `Réponse${COLON} ${name}` : 'Réponse'),
  state: { open: '', live: '', writing: '(réponse écrite)', unanswered: '(sans réponse)' },
  unnamed: 'Nom non indiqué',
  picture: 'Image sans description',
  report: 'Compte rendu de séance',
  approved: (name, day) => `Approuvé par ${name} le ${day}.`,
  notApproved: (day) => `Non approuvé ; état au ${day}.`,
  version: (seq) => `Version ${seq}.`,
  lacking: 'Les lettres absentes des polices de ce fichier sont remplacées par □.',
}
