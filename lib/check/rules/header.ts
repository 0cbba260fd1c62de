import type { Found } from '../finding'
import { type Rule, sectionsOf } from '../rule'
import { foldText } from '../words'

/** A report without a title. */
export const noTitle: Rule = {
  id: 'no-title',
  severity: 'fault',
  find: ({ report }) =>
    report.title.trim() === ''
      ? [{ say: 'noTitle', words: {}, place: { section: 'title', field: 'title' } }]
      : [],
}

/** No start, or one without a time zone: a duration alone does not say when the session was. */
export const noStart: Rule = {
  id: 'no-start',
  severity: 'fault',
  find: ({ report: { details }, report }) =>
    sectionsOf(report, 'details').flatMap(({ section: { id } }): Found[] => {
      const { start, timeZone } = details
      if (start === null)
        return [
          {
            say: timeZone === null ? 'noStartAndZone' : 'noStart',
            words: {},
            place: { section: id, value: 'start' },
          },
        ]
      return timeZone === null
        ? [{ say: 'noZone', words: {}, place: { section: id, value: 'timeZone' } }]
        : []
    }),
}

/** A number of participants that does not say who was counted, and when. */
export const participantsCounted: Rule = {
  id: 'participants-counted',
  severity: 'note',
  find: ({ report: { details, language }, report }) =>
    sectionsOf(report, 'details').flatMap(({ section: { id } }): Found[] => {
      const { participants, counted } = details
      const field = 'counted'
      if (participants === null) return []
      if (counted.trim() === '')
        return [{ say: 'countedMissing', words: { count: participants }, place: { section: id, field } }]
      if (!isVague(counted, language)) return []
      return [
        { say: 'countedVague', words: { count: participants, text: counted }, place: { section: id, field } },
      ]
    }),
}

/** Words that say no more than where people were: `Zoom participation`, `participants en ligne`. */
const PLACE_ONLY = new Set(
  `zoom teams webex meet skype youtube facebook online virtual remote hybrid participation participants participant
  attendance attendees people persons audience total number of on in the by via
  en ligne sur par virtuel virtuelle distance a personnes nombre public
  linea virtual remoto participacion participantes asistentes personas numero de por
  줌 온라인 참가자 참석자 참여자 수 명 인원
  زوم عبر الإنترنت المشاركون عدد المشاركين`
    .split(/\s+/)
    .map(foldText),
)

function isVague(counted: string, language: string): boolean {
  const known = ['en', 'fr', 'es', 'ko', 'ar'].includes(language.split('-')[0]!)
  return (
    known &&
    foldText(counted)
      .split(' ')
      .every((word) => PLACE_ONLY.has(word) || /^\d+$/.test(word))
  )
}

/** A section that the template requires and that has nothing in it; what is said of its parts is not said twice. */
export const sectionEmpty: Rule = {
  id: 'section-empty',
  severity: 'fault',
  find: ({ report, passages }) =>
    report.template.sections.flatMap(({ id, kind, heading, required }): Found[] => {
      if (!required || kind === 'details' || kind === 'picture') return []
      if (passages.some(({ place }) => place.section === id)) return []
      const speaks = kind === 'summaries' && report.people.some((person) => person.kind === 'speaker')
      return speaks ? [] : [{ say: 'sectionEmpty', words: { heading: { heading } }, place: { section: id } }]
    }),
}
