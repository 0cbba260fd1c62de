import type { PersonKind, Report, Section } from '@/lib/report/report'
import { isEmptyRich, type Rich } from '@/lib/report/rich'
import { parseRoot } from '@/lib/report/roots'
import type { Template, TemplateSection } from '@/lib/report/template'

/** How much of a section is written: `done` of `total` fields. An empty list counts as one thing missing. */
export type Progress = { done: number; total: number }
export type OutlineEntry = Progress & { section: TemplateSection }

/** Every section of the template with what is written in it. */
export function outlineOf(report: Report): OutlineEntry[] {
  return report.template.sections.map((section) => {
    const written = report.sections.find(({ id }) => id === section.id)
    const fields = written ? fieldsOf(written, report) : []
    return { section, done: fields.filter(Boolean).length, total: Math.max(1, fields.length) }
  })
}

/** For each field of the section, whether something stands in it. */
function fieldsOf(section: Section, report: Report): boolean[] {
  switch (section.kind) {
    case 'details': {
      const { details, people } = report
      const has = (kind: PersonKind) => people.some((person) => person.kind === kind && person.name !== '')
      return [
        ...[details.event, details.theme, details.type].map((line) => line.trim() !== ''),
        details.languages.length > 0,
        ...[details.date, details.start, details.minutes, details.participants].map((v) => v !== null),
        has('moderator'),
        has('rapporteur'),
      ]
    }
    case 'speakers':
      return report.people.filter(({ kind }) => kind === 'speaker').map(({ name }) => name.trim() !== '')
    case 'picture':
      return section.pictures.flatMap((picture) => [picture.description.trim() !== ''])
    case 'summaries':
      return section.summaries.map(({ text }) => written(text))
    case 'prompt':
      return section.prompts.flatMap((prompt) => [
        written(prompt.question),
        ...(prompt.answers.length > 0 ? prompt.answers.map(({ text }) => written(text)) : [false]),
      ])
    case 'questions':
      return section.questions.flatMap((question) => [
        written(question.text),
        ...question.answers.map(({ text }) => written(text)),
        ...(question.answers.length === 0 && question.state === 'open' ? [false] : []),
      ])
    case 'remarks':
      return section.remarks.map(({ text }) => written(text))
    case 'conclusion':
    case 'text':
      return [written(section.text)]
  }
}

const written = (text: Rich) => !isEmptyRich(text)

/** Where in the page the field with this root name stands: a section's id, or the title. */
export function placeOf(
  field: string,
  template: Template,
  kindOf: (person: string) => PersonKind | undefined,
): string | undefined {
  const sections = template.sections
  if (field === 'title') return 'title'
  const of = (kind: TemplateSection['kind']) => sections.find((section) => section.kind === kind)?.id
  const root = parseRoot(field, (id) => sections.some((section) => section.id === id))
  if (!root) return undefined
  if (root.type === 'map') return field === 'meta' ? of('details') : undefined
  if (root.section) return root.section
  const [first, person] = field.split('/')
  if (first !== 'person') return of('details')
  const kind = kindOf(person!)
  return of(kind === 'speaker' ? 'speakers' : 'details')
}
