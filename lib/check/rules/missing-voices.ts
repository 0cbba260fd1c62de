import type { Report } from '@/lib/report/report'
import { isEmptyRich } from '@/lib/report/rich'
import { itemText, voiceText } from '@/lib/report/roots'
import type { Found } from '../finding'
import { type Rule, sectionsOf, voicesOf } from '../rule'

const nameOf = ({ people }: Report, id: string) =>
  people.find((person) => person.id === id)?.name.trim() ?? ''
const speakersOf = ({ people }: Report) =>
  people.filter(({ kind, name }) => kind === 'speaker' && name.trim() !== '')

/** A speaker without a summary. */
export const noSummary: Rule = {
  id: 'no-summary',
  severity: 'fault',
  find: ({ report }) =>
    sectionsOf(report, 'summaries').flatMap(({ section }) =>
      speakersOf(report)
        .filter(({ id }) => {
          const summary = section.summaries.find(({ person }) => person === id)
          return !summary || isEmptyRich(summary.text)
        })
        .map(({ id, name }) => ({
          say: 'noSummary',
          words: { name },
          place: { section: section.id, person: id, field: voiceText(section.id, id) },
        })),
    ),
}

/** A speaker without an answer to a question that was put to all, and such a question without any. */
export const noAnswer: Rule = {
  id: 'no-answer',
  severity: 'fault',
  find: ({ report }) =>
    sectionsOf(report, 'prompt').flatMap(({ section }) =>
      section.prompts.flatMap(({ id: item, question, answers }): Found[] => {
        const field = itemText(section.id, item)
        const place = { section: section.id, item, field }
        const empty = isEmptyRich(question)
        if (answers.length === 0) return empty ? [] : [{ say: 'promptUnanswered', words: {}, place }]
        const silent = speakersOf(report).filter(
          ({ id }) => !answers.some(({ person, text }) => person === id && !isEmptyRich(text)),
        )
        return [
          ...(empty ? [{ say: 'promptEmpty', words: {}, place } as const] : []),
          ...silent.map(
            ({ id, name }): Found => ({
              say: 'noAnswer',
              words: { name },
              place: answers.some(({ person }) => person === id)
                ? { ...place, person: id, field: voiceText(section.id, id, item) }
                : { ...place, person: id },
            }),
          ),
        ]
      }),
    ),
}

/** Somebody is named as answering or remarking, and nothing stands there. Speakers and guiding questions: see above. */
export const emptyVoice: Rule = {
  id: 'empty-voice',
  severity: 'fault',
  find: ({ report }) => {
    const speakers = new Set(speakersOf(report).map(({ id }) => id))
    const prompts = new Set(sectionsOf(report, 'prompt').map(({ section }) => section.id))
    return voicesOf(report)
      .filter(({ as, text }) => as !== 'summary' && isEmptyRich(text))
      .filter(({ section, person }) => !(prompts.has(section) && speakers.has(person)))
      .map(({ as, person, section, item }) => ({
        say: as === 'answer' ? 'emptyAnswer' : 'emptyRemark',
        words: { name: nameOf(report, person) },
        place: {
          section,
          person,
          ...(item !== undefined && { item }),
          field: voiceText(section, person, item),
        },
      }))
  },
}
