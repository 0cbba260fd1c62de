import type { Template } from '@/lib/report/template'
import { meaningOf, namesFor } from './names'

/** Words of other languages for what a placeholder is called. */
const TRANSLATED: Record<string, string> = {
  titre: 'title',
  titulo: 'title',
  제목: 'title',
  évènement: 'event',
  événement: 'event',
  evento: 'event',
  행사: 'event',
  thème: 'theme',
  tema: 'theme',
  주제: 'theme',
  intervenants: 'speakers',
  intervenantes: 'speakers',
  ponentes: 'speakers',
  발표자: 'speakers',
  연사: 'speakers',
  modérateur: 'moderators',
  modératrice: 'moderators',
  modérateurs: 'moderators',
  moderadores: 'moderators',
  사회자: 'moderators',
  rapporteurs: 'rapporteurs',
  relatores: 'rapporteurs',
  기록자: 'rapporteurs',
  résumés: 'summaries',
  résumé: 'summaries',
  resúmenes: 'summaries',
  요약: 'summaries',
  image: 'picture',
  photo: 'picture',
  photos: 'picture',
  imagen: 'picture',
  사진: 'picture',
  conclusión: 'conclusion',
  결론: 'conclusion',
  fecha: 'date',
  날짜: 'date',
  heure: 'time',
  hora: 'time',
  시간: 'time',
  langues: 'languages',
  idiomas: 'languages',
  언어: 'languages',
  questions: 'questions',
  preguntas: 'questions',
  질문: 'questions',
  nom: 'speaker.name',
  nombre: 'speaker.name',
  이름: 'speaker.name',
  organisation: 'speaker.organisation',
  corps: 'body',
  cuerpo: 'body',
  본문: 'body',
  content: 'body',
}

/** The name that was most likely meant; undefined if none is near. */
export function suggestionFor(name: string, template: Template): string | undefined {
  const translated = TRANSLATED[name]
  if (translated) return translated
  // A part of a person that stands outside of a list.
  if (meaningOf(name, template, 'speakers') && !meaningOf(name, template)) return `speaker.${name}`
  const plain = bare(name)
  let best: { name: string; distance: number } | undefined
  for (const known of namesFor(template)) {
    const distance = distanceOf(plain, bare(known))
    if (!best || distance < best.distance) best = { name: known, distance }
  }
  return best && best.distance <= Math.max(1, Math.floor(plain.length / 3)) ? best.name : undefined
}

/** Without accents and signs. */
function bare(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '')
}

/** Letters to change, add, leave out or swap to get from one word to the other. */
function distanceOf(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(changed, swapped, rows[i - 1]![j]! + 1, row[j - 1]! + 1))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
