import type { Words } from './words'

export const es: Words = {
  title: 'Título de la sesión',
  type: 'Tipo de sesión',
  language: 'Idioma',
  date: 'Fecha',
  time: 'Horario',
  participants: 'Participantes',
  moderators: { one: 'Moderación', other: 'Moderación' },
  rapporteurs: { one: 'Relatoría', other: 'Relatoría' },
  speakers: 'Ponentes',
  colon: (label) => `${label}:`,
  question: (number, asker, to) =>
    `Pregunta ${number}${asker || to ? ':' : ''}${asker && ` de ${asker}`}${to && ` a ${to}`}`,
  answer: (name) => (name ? `Respuesta: ${name}` : 'Respuesta'),
  state: { open: '', live: '', writing: '(respondida por escrito)', unanswered: '(sin respuesta)' },
  unnamed: 'Nombre no indicado',
  picture: 'Imagen sin descripción',
  report: 'Informe de la sesión',
  approved: (name, day) => `Aprobado por ${name} el ${day}.`,
  notApproved: (day) => `Sin aprobar; a ${day}.`,
  version: (seq) => `Versión ${seq}.`,
  lacking: 'Las letras que faltan en las fuentes de este archivo se muestran como □.',
}
