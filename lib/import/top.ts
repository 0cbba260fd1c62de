import { joinParts } from '@/lib/export/text'
import { wordsFor } from '@/lib/export/words'
import { isCountry } from './countries'
import { findDays } from './dates'
import { type Draft, putAside } from './draft'
import { type HeaderLine, setEventDays } from './header'
import { keyOf } from './key'
import { paragraph, textOf } from './piece'
import { findTime } from './times'
import { LANGUAGES } from './words/languages'

/* What stands above the labels: the event, its dates and theme, and the title, which often have none. */

/** What a document may call itself above its title. */
const DOCUMENTS = new Set(
  [
    ...LANGUAGES.map((language) => wordsFor(language).words.report),
    ...['report', 'session report', 'report of the session', 'workshop report', 'minutes', 'meeting minutes'],
    ...[
      'rapport',
      'rapport de séance',
      'rapport de session',
      'compte rendu',
      'compte rendu de la séance',
      'compte rendu de la session',
      'rapport de la session',
      'rapport de la séance',
      'rapport d’atelier',
      'rapport de l’atelier',
      'rapport',
      'synthèse de la session',
    ],
    ...['compte rendu de session', 'compte rendu d’atelier', 'procès-verbal', 'informe', 'informe de sesión'],
    ...[
      'informe de la sesión',
      'informe de relatoría',
      'relatoría de la sesión',
      'acta de sesión',
      'relatoría',
      'acta',
      'acta de la sesión',
      'memoria de la sesión',
    ],
    ...[
      '보고서',
      '결과 보고서',
      '결과보고서',
      '세션 결과 보고서',
      '회의록',
      'تقرير',
      'تقرير الجلسة',
      'محضر الجلسة',
      'محضر جلسة',
      'تقرير جلسة',
      'محضر',
    ],
  ].map(keyOf),
)

const isDocument = (text: string): boolean => {
  const key = keyOf(text).replace(/ (?:n |no )?\p{Nd}+$/u, '')
  return DOCUMENTS.has(key) || /^(?:세션|회의|포럼|워크숍)?(?:결과)?보고서$/u.test(key.replaceAll(' ', ''))
}

/** "Minutes: Public procurement": the title behind what the document calls itself, in a line that is only text. */
function takeNamed(draft: Draft, left: HeaderLine[]): void {
  const [first] = left
  const text = first?.look === 'plain' ? textOf(first.text).trim() : ''
  const found = /^([^:：]{3,50}?)\s*[:：]\s*(?=\S)/u.exec(text)
  if (!found || draft.title !== '' || !isDocument(found[1]!)) return
  draft.title = text.slice(found[0].length)
  draft.notes.push({ code: 'kind', text: found[1]! })
  left.shift()
}

/** The lines above the labels: event with its dates, theme, title. What is left over is put aside. */
export function readTop(draft: Draft, lines: HeaderLine[], known: { event: string; theme: string }): void {
  const { details } = draft
  let left = lines
  const take = (wanted: (line: HeaderLine, text: string, index: number) => boolean): string | undefined => {
    const index = left.findIndex((line, at) => wanted(line, textOf(line.text).trim(), at))
    if (index < 0) return undefined
    const [found] = left.splice(index, 1)
    return textOf(found!.text).trim()
  }
  left = lines.filter(({ text }) => {
    const isKind = isDocument(textOf(text))
    if (isKind) draft.notes.push({ code: 'kind', text: textOf(text) })
    return !isKind
  })
  takeNamed(draft, left)
  if (draft.title === '') draft.title = take(({ look }) => look === 'title') ?? ''
  for (const name of ['event', 'theme'] as const)
    if (known[name] !== '' && !details[name]) {
      const found = take((_, text) => keyOf(text) === keyOf(known[name]))
      if (found) details[name] = found
    }
  const dated = left.findIndex(({ text, look }) => look !== 'title' && isDated(textOf(text)))
  if (dated >= 0 && !details.eventStart) {
    const days = findDays(textOf(left[dated]!.text))!
    setEventDays(draft, days)
    // The event stands on the line of its dates, or above it; beside them may be where it was.
    const isBelowEvent =
      dated > 0 && GATHERING.test(textOf(left[dated - 1]!.text)) && !GATHERING.test(days.rest)
    const place =
      days.rest !== '' && dated > 0 && (isPlace(days.rest) || (isBelowEvent && days.rest.length < 60))
    const above = (days.rest === '' || place) && dated > 0 && !details.event
    const name = above ? textOf(left[dated - 1]!.text).trim() : ''
    left.splice(above ? dated - 1 : dated, above ? 2 : 1)
    const event = joinParts([name, days.rest])
    if (!details.event) details.event = event
    else if (event !== '' && keyOf(event) !== keyOf(details.event))
      left.splice(dated, 0, { text: [{ type: 'text', text: event }], look: 'plain' })
  }
  takeSession(draft, left)
  if (draft.title === '') {
    const headings = left.filter(({ look }) => look === 'heading').length
    draft.title =
      (headings > 0 ? take(({ look }) => look === 'heading') : take((_, text) => text.length <= 250)) ?? ''
  }
  if (!details.event && left.length > 1)
    details.event = take((_, text) => !OTHERS.test(text) && text.length <= 200 && !/[.?!]$/.test(text)) ?? ''
  if (!details.theme) {
    const theme = take(
      ({ look }, text) => look !== 'heading' && !OTHERS.test(text) && text.length <= 250 && !/\.$/.test(text),
    )
    if (theme) details.theme = theme
  }
  for (const line of left) putAside(draft, '', null, [paragraph(line.text)])
}

/** Labels of what a report has no place for. */
const OTHERS =
  /^\s*(?:venue|place|location|room|link|platform|contact|e-?mail|organi[sz]ers?|organi[sz]ed by|lieu|salle|lien|plateforme|organisat(?:eur|rice)s?|organisé par|lugar|sede|sala|enlace|plataforma|organizan?|organizador(?:es|a)?|장소|링크|주최|주관|플랫폼|المكان|مكان الانعقاد|القاعة|الرابط|الجهة المنظمة|تنظيم)\s*[:：]/iu

const SESSION =
  /^(?:(?:the )?(?:session|workshop|panel|held|meeting)(?: of| on| held on)?|(?:séance|session|atelier|tenue?)(?: tenue)?(?: le| du)?|(?:sesión|taller|celebrad[ao])(?: celebrada)?(?: el| del)?|عقدت الجلسة(?: يوم| في)?|جلسة)?$/iu

/** "Session of 12 April 2024, 2–3:30 pm": the day and time of the session in a line without a label. */
function takeSession(draft: Draft, left: HeaderLine[]): void {
  if (draft.details.date) return
  const at = left.findIndex(({ text }) => {
    const days = isDated(textOf(text)) ? findDays(textOf(text), draft.year) : undefined
    const time = days && findTime(days.rest)
    return days?.start === days?.end && time && time.start !== null && SESSION.test(time.rest)
  })
  if (at < 0) return
  const days = findDays(textOf(left[at]!.text), draft.year)!
  const { rest: _, ...found } = findTime(days.rest)
  Object.assign(draft.details, { date: days.start, ...found })
  left.splice(at, 1)
}

/** Whether a line is about dates, and not a sentence in which one is named. */
function isDated(text: string): boolean {
  return text.length <= 200 && !/[.?!]\s*$/.test(text.replace(/г\.\s*$/, '')) && findDays(text) !== undefined
}

const GATHERING =
  /forum|foro|fórum|congres|conf[eé]rence|conferencia|summit|sommet|cumbre|meeting|week|semaine|semana|encuentro|rencontre|assembl|asamblea|festival|symposi|simposio|포럼|대회|회의|정상|منتدى|مؤتمر|ملتقى|قمة|论坛|大会|форум|конференция/iu

/** "Seoul, Republic of Korea": a few words that name no gathering. */
function isPlace(text: string): boolean {
  const parts = text.split(/\s*[,،，]\s*/)
  if (GATHERING.test(text) || /\d/.test(text) || parts.length > 3) return false
  return isCountry(parts.at(-1)!) || parts.every((part) => part.split(/\s+/).length <= 2)
}
