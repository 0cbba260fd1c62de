import type { Words } from './words'

export const pt: Words = {
  title: 'Título da sessão',
  type: 'Tipo de sessão',
  language: 'Idioma',
  date: 'Data',
  time: 'Horário',
  participants: 'Participantes',
  moderators: { one: 'Moderação', other: 'Moderação' },
  rapporteurs: { one: 'Relatoria', other: 'Relatoria' },
  speakers: 'Oradoras e oradores',
  colon: (label) => `${label}:`,
  question: (number, asker, to) =>
    `Pergunta ${number}${asker || to ? ':' : ''}${asker && ` de ${asker}`}${to && ` a ${to}`}`,
  answer: (name) => (name ? `Resposta: ${name}` : 'Resposta'),
  state: { open: '', live: '', writing: '(respondida por escrito)', unanswered: '(sem resposta)' },
  unnamed: 'Nome não indicado',
  picture: 'Imagem sem descrição',
  report: 'Relatório da sessão',
  approved: (name, day) => `Aprovado por ${name} em ${day}.`,
  notApproved: (day) => `Não aprovado; situação em ${day}.`,
  version: (seq) => `Versão ${seq}.`,
  lacking: 'As letras que faltam nas fontes deste ficheiro aparecem como □.',
}
