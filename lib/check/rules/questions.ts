import type { Report } from '@/lib/report/report'
import { isEmptyRich, toPlain } from '@/lib/report/rich'
import { itemLine, itemText } from '@/lib/report/roots'
import type { Found, Place } from '../finding'
import { type Rule, sectionsOf } from '../rule'
import { fold, isLatin, tokens } from '../words'

type Asked = {
  question: Extract<Report['sections'][number], { kind: 'questions' }>['questions'][number]
  /** Its number, as the page shows it. */
  number: number
  answered: number
  place: Place
}

function questionsOf(report: Report): Asked[] {
  return sectionsOf(report, 'questions').flatMap(({ section }) =>
    section.questions.map((question, index) => ({
      question,
      number: index + 1,
      answered: question.answers.filter(({ text }) => !isEmptyRich(text)).length,
      place: { section: section.id, item: question.id, field: itemText(section.id, question.id) },
    })),
  )
}

/** A question without an answer, unless it says that it was left unanswered; or without its own words. */
export const questionUnanswered: Rule = {
  id: 'question-unanswered',
  severity: 'fault',
  find: ({ report }) =>
    questionsOf(report).flatMap(({ question, number, answered, place }): Found[] => [
      ...(isEmptyRich(question.text) ? [{ say: 'questionEmpty', words: { number }, place } as const] : []),
      ...(answered === 0 && question.state !== 'unanswered'
        ? [{ say: 'questionUnanswered', words: { number, state: question.state }, place } as const]
        : []),
    ]),
}

/** A question that nobody said of whether it was answered, or that says the opposite of what stands below it. */
export const questionState: Rule = {
  id: 'question-state',
  severity: 'fault',
  find: ({ report }) =>
    questionsOf(report)
      .filter(({ question, answered }) => answered > 0 && ['open', 'unanswered'].includes(question.state))
      .map(({ question, number, place }) => ({
        say: question.state === 'open' ? 'questionNoState' : 'questionStateContradicts',
        words: { number },
        place,
      })),
}

/** A question put to all that one speaker of several answered; or that names the one it is for. */
export const questionToAll: Rule = {
  id: 'question-to-all',
  severity: 'note',
  find: ({ report }) => {
    const speakers = report.people.filter(({ kind }) => kind === 'speaker')
    if (speakers.length < 2) return []
    return questionsOf(report).flatMap(({ question, number, answered, place }): Found[] => {
      if (question.to.length > 0 || isEmptyRich(question.text)) return []
      const named = namedIn(toPlain(question.text), report)
      if (named.length === 1) {
        const { id: person, name } = named[0]!
        const fix = { kind: 'ask', section: place.section, item: question.id, person } as const
        return [{ say: 'questionNames', words: { number, name }, place, fix }]
      }
      if (named.length > 1 || answered !== 1) return []
      const { person } = question.answers.find(({ text }) => !isEmptyRich(text))!
      const name = report.people.find(({ id }) => id === person)?.name ?? ''
      return [{ say: 'questionToAll', words: { number, name }, place }]
    })
  },
}

/** The people whose whole name stands in the text. */
function namedIn(text: string, { people }: Report) {
  const said = ` ${tokens(text)
    .map(({ folded }) => folded)
    .join(' ')} `
  return people.filter(({ name }) => name.trim().includes(' ') && said.includes(` ${fold(name.trim())} `))
}

/** Who asked: nobody, or one word, as people call themselves in a chat. */
export const questionAsker: Rule = {
  id: 'question-asker',
  severity: 'note',
  find: ({ report }) =>
    questionsOf(report).flatMap(({ question, number, place }): Found[] => {
      const asker = question.asker.trim()
      const line = { ...place, field: itemLine(place.section, question.id, 'asker') }
      if (asker === '') return [{ say: 'noAsker', words: { number }, place: line }]
      if (!isLatin(asker) || /[\s,]/.test(asker) || ANYBODY.has(fold(asker))) return []
      return [{ say: 'askerDisplayName', words: { number, name: asker }, place: line }]
    }),
}

/** Words that say who asked without naming anybody. */
const ANYBODY = new Set(
  `anonymous anonyme anonimo anonima participant participante participants participantes audience public publico audiencia
  chat online several plusieurs varios student etudiant etudiante journalist journaliste`.split(/\s+/),
)
