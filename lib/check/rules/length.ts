import type { Report } from '@/lib/report/report'
import type { Rich } from '@/lib/report/rich'
import { countWords } from '@/lib/report/rich'
import { itemText, sectionText, voiceText } from '@/lib/report/roots'
import type { Found, Place } from '../finding'
import { type Rule, sectionsOf, voicesOf } from '../rule'

/** Every rich text that the template's limit holds for, with its number of words. */
function textsOf(report: Report): { place: Place & { field: string }; count: number; name: string }[] {
  const nameOf = (id: string) => report.people.find((person) => person.id === id)?.name ?? ''
  const text = (section: string, field: string, rich: Rich, more: Partial<Place> = {}, name = '') => ({
    place: { section, field, ...more },
    count: countWords(rich),
    name,
  })
  return [
    ...voicesOf(report).map(({ section, person, item, text: rich }) =>
      text(
        section,
        voiceText(section, person, item),
        rich,
        { person, ...(item !== undefined && { item }) },
        nameOf(person),
      ),
    ),
    ...sectionsOf(report, 'questions').flatMap(({ section: { id, questions } }) =>
      questions.map((question) => text(id, itemText(id, question.id), question.text, { item: question.id })),
    ),
    ...(['text', 'conclusion'] as const).flatMap((kind) =>
      sectionsOf(report, kind).map(({ section }) => text(section.id, sectionText(section.id), section.text)),
    ),
  ]
}

/** A text over its limit (template.ts, `limit`), in words as the editor counts them. */
export const overLimit: Rule = {
  id: 'over-limit',
  severity: 'fault',
  find: ({ report }) =>
    textsOf(report).flatMap(({ place, count, name }): Found[] => {
      const { limit } = report.template.sections.find(({ id }) => id === place.section)!
      if (limit === undefined || count <= limit) return []
      return [{ say: 'overLimit', words: { name: name || 'none', count, limit }, place }]
    }),
}

/** Summaries shorter than this in the middle differ by chance. */
const MIDDLE = 60

/** A summary with less than half the words of those of the others: somebody may find that unfair, or it is unfinished. */
export const muchShorter: Rule = {
  id: 'much-shorter',
  severity: 'note',
  find: ({ report }) => {
    const summaries = new Set(sectionsOf(report, 'summaries').map(({ section }) => section.id))
    const texts = textsOf(report).filter(({ place, count }) => summaries.has(place.section) && count > 0)
    if (texts.length < 3) return []
    return texts.flatMap(({ place, count, name }): Found[] => {
      const others = texts
        .filter(({ place: other }) => other.field !== place.field)
        .map((other) => other.count)
      const [least, most] = [Math.min(...others), Math.max(...others)]
      const middle = others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)]!
      if (middle < MIDDLE || count * 2 > middle) return []
      return [{ say: 'muchShorter', words: { name, count, least, most }, place }]
    })
  },
}
