import type { BookWords } from './words'

export const fr: BookWords = {
  kind: 'Comptes rendus des séances',
  contents: 'Sommaire',
  people: 'Personnes',
  organisations: 'Organisations',
  missing: 'Séances sans compte rendu',
  leftOut: 'Comptes rendus qui n’ont pu être inclus',
  mark: {
    draft: 'Brouillon\u00a0: ce compte rendu n’a pas été approuvé.',
    review: 'En relecture\u00a0: ce compte rendu n’a pas encore été approuvé.',
  },
  why: { draft: 'encore un brouillon', review: 'en relecture', empty: 'rien n’est encore écrit' },
  unreadable: 'Le compte rendu ne peut être lu.',
  failed: (reason) => `Le compte rendu n’a pu être mis en page\u00a0: ${reason}`,
  made: (day, reports) =>
    `${reports === 1 ? '1 compte rendu' : `${reports} comptes rendus`}. Composé le ${day}.`,
}
