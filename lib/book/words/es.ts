import type { BookWords } from './words'

export const es: BookWords = {
  kind: 'Informes de las sesiones',
  contents: 'Índice',
  people: 'Personas',
  organisations: 'Organizaciones',
  missing: 'Sesiones sin informe',
  leftOut: 'Informes que no se pudieron incluir',
  mark: {
    draft: 'Borrador: este informe no ha sido aprobado.',
    review: 'En revisión: este informe aún no ha sido aprobado.',
  },
  why: { draft: 'todavía en borrador', review: 'en revisión', empty: 'aún no hay nada escrito' },
  unreadable: 'El informe no se puede leer.',
  failed: (reason) => `El informe no se pudo componer: ${reason}`,
  made: (day, reports) => `${reports === 1 ? '1 informe' : `${reports} informes`}. Compilado el ${day}.`,
}
