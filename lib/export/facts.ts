import type { PersonKind, Report } from '@/lib/report/report'
import { cleanLine } from './clean'
import { formatDay, formatLanguages, formatMinutes, formatNumber } from './dates'
import { namePerson } from './names'
import type { Fact, FactName } from './outline'
import { joinParts, plain, type Text } from './text'
import type { Words } from './words'
import type { Plural } from './words/words'

/** The lines of the header that have something to say, in their fixed order. */
export function factsOf(report: Report, words: Words, says: (text: string) => Text): Fact[] {
  const { details, language } = report
  const facts: [name: FactName, label: string, values: Text[]][] = [
    ['type', words.type, [plain(details.type)]],
    [
      'languages',
      words.language,
      details.languages.length > 0 ? [plain(formatLanguages(details.languages, language))] : [],
    ],
    ['date', words.date, details.date ? [plain(formatDay(details.date, language))] : []],
    ['time', words.time, [plain(timeOf(report))]],
    ['participants', words.participants, [plain(participantsOf(report, words))]],
    ['moderators', ...people('moderator', words.moderators)],
    ['rapporteurs', ...people('rapporteur', words.rapporteurs)],
  ]
  return facts
    .map(([name, label, values]) => ({
      name,
      label: says(label),
      values: values.filter((value) => value.length > 0),
    }))
    .filter((fact) => fact.values.length > 0)

  function people(kind: PersonKind, label: Plural): [label: string, values: Text[]] {
    const names = report.people
      .filter((person) => person.kind === kind)
      .map((person) => namePerson(person, '', 'full'))
      .filter((name) => name.length > 0)
    return [names.length > 1 ? label.other : label.one, names]
  }
}

/** `14:30 (Europe/Paris), 90 minutes`, or the parts there are. */
function timeOf({ details, language }: Report): string {
  const zone = details.timeZone ? ` (${details.timeZone})` : ''
  const start = details.start ? details.start + zone : ''
  const minutes = details.minutes === null ? '' : formatMinutes(details.minutes, language)
  return joinParts([start, minutes])
}

/** `Zoom participation: 71`, or just the one there is. */
function participantsOf({ details, language }: Report, words: Words): string {
  const counted = cleanLine(details.counted)
  if (details.participants === null) return counted
  const number = formatNumber(details.participants, language)
  return counted ? `${words.colon(counted)} ${number}` : number
}
