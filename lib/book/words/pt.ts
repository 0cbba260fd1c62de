import type { BookWords } from './words'

export const pt: BookWords = {
  kind: 'Relatórios das sessões',
  contents: 'Índice',
  people: 'Pessoas',
  organisations: 'Organizações',
  missing: 'Sessões sem relatório',
  leftOut: 'Relatórios que não puderam ser incluídos',
  mark: {
    draft: 'Rascunho: este relatório não foi aprovado.',
    review: 'Em revisão: este relatório ainda não foi aprovado.',
  },
  why: { draft: 'ainda em rascunho', review: 'em revisão', empty: 'ainda nada escrito' },
  unreadable: 'O relatório não pode ser lido.',
  failed: (reason) => `O relatório não pôde ser composto: ${reason}`,
  made: (day, reports) => `${reports === 1 ? '1 relatório' : `${reports} relatórios`}. Compilado em ${day}.`,
}
