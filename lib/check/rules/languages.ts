import { countWords, fromPlain } from '@/lib/report/rich'
import { otherLanguage } from '../languages'
import { at, type Passage } from '../passages'
import type { Context, Rule } from '../rule'
import { quoted } from '../rule'
import { foreignRuns, type Run } from '../runs'

/** A passage in another language than the report, without the mark that says so: it is spoken and hyphenated wrongly. */
export const languageUnmarked: Rule = {
  id: 'language-unmarked',
  severity: 'fault',
  find: (context) => {
    const { report, passages, detect } = context
    const expected = writtenIn(context)
    const spoken = [report.language, ...report.details.languages]
    const fields = Map.groupBy(
      passages.filter(({ kind }) => kind === 'body'),
      ({ place }) => place.field,
    )
    return [...fields.values()].flatMap((field) => {
      const found = field.flatMap((passage) =>
        foreignRuns(passage, expected, spoken, detect).map((run) => ({ passage, run })),
      )
      return together(found, field).map((runs) => {
        const [{ passage, run }] = runs as [Part]
        const { language } = run
        const place = at(passage, run.from, run.to)
        const before = runs.map((one) => one.passage.text.slice(one.run.from, one.run.to))
        const ranges = runs.map((one) => at(one.passage, one.run.from, one.run.to).range)
        return {
          say: 'languageUnmarked',
          words: { text: quoted(before[0]!), language: { language } },
          place,
          ...(run.sure && { fix: { kind: 'mark' as const, field: place.field, ranges, before, language } }),
        }
      })
    })
  },
}

type Part = { passage: Passage; run: Run }

/** One finding for a text that is in another language from beginning to end, else one for each passage. */
function together(found: Part[], field: Passage[]): Part[][] {
  const language = found[0]?.run.language
  const whole =
    found.length === field.length &&
    found.length > 1 &&
    found.every(
      ({ passage, run }, index) =>
        run.language === language && passage === field[index] && isWhole(passage, run),
    )
  return whole ? [found] : found.map((one) => [one])
}

const isWhole = ({ text }: Passage, { from, to }: Run) => (to - from) * 10 >= text.trim().length * 9

/** The report says one language and is written in another. */
export const reportLanguage: Rule = {
  id: 'report-language',
  severity: 'fault',
  find: (context) => {
    const { report } = context
    const language = writtenIn(context)
    if (language === report.language) return []
    const section = report.template.sections.find(({ kind }) => kind === 'details')?.id ?? 'title'
    return [
      {
        say: 'reportLanguage',
        words: { written: { language }, said: { language: report.language } },
        place: { section, value: 'language' as const },
        fix: { kind: 'header' as const, values: { language } },
      },
    ]
  },
}

/** Words below which a report is too young to say in what language it is. */
const ENOUGH = 60

/** The language that most of the report's words are in, where that is clear; else the one it says. */
function writtenIn({ report, passages, detect }: Context): string {
  const spoken = [report.language, ...report.details.languages]
  const words = new Map<string, number>()
  let all = 0
  for (const { kind, text, marked } of passages) {
    if (kind !== 'body' || marked.length > 0) continue
    const count = countWords(fromPlain(text))
    const language = otherLanguage(text, report.language, spoken, detect)?.language ?? report.language
    words.set(language, (words.get(language) ?? 0) + count)
    all += count
  }
  const [most, count] = [...words].sort(([, a], [, b]) => b - a)[0] ?? [report.language, 0]
  return all >= ENOUGH && count * 4 >= all * 3 ? most : report.language
}
