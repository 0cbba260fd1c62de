import type { Report, Section, Voice } from '@/lib/report/report'
import type { TemplateSection } from '@/lib/report/template'
import type { Acronym } from './acronyms'
import type { Found, Severity } from './finding'
import type { Detect } from './languages'
import type { Passage } from './passages'

/** What a rule looks at. The passages are in reading order; an event's own dates may differ from the report's. */
export type Context = {
  report: Report
  passages: Passage[]
  acronyms: Map<string, Acronym>
  detect: Detect
  event: EventDates | undefined
}

export type EventDates = { startDate: string | null; endDate: string | null }

/** What several rules need of one report, made once. */
export function once<T>(make: (context: Context) => T): (context: Context) => T {
  const made = new WeakMap<Context, { value: T }>()
  return (context) => {
    const known = made.get(context) ?? { value: make(context) }
    made.set(context, known)
    return known.value
  }
}

/** One thing that the check looks for (docs/report-check.md says it in words). */
export type Rule = {
  /** Stays as it is: scripts know rules by it. */
  id: string
  severity: Severity
  find(context: Context): Found[]
}

type Of<K extends Section['kind']> = { section: Extract<Section, { kind: K }>; template: TemplateSection }

/** The report's sections of a kind, each with what the template says of it. */
export function sectionsOf<K extends Section['kind']>({ sections, template }: Report, kind: K): Of<K>[] {
  return sections.flatMap((section) => {
    const of = template.sections.find(({ id }) => id === section.id)
    return section.kind === kind && of ? [{ section: section as Of<K>['section'], template: of }] : []
  })
}

/** A voice with its place: a summary, an answer or a remark. */
export type Said = Voice & { section: string; item?: string; as: 'summary' | 'answer' | 'remark' }

/** Every voice of the report, in reading order. */
export function voicesOf({ sections }: Report): Said[] {
  return sections.flatMap((section): Said[] => {
    const { id } = section
    switch (section.kind) {
      case 'summaries':
        return section.summaries.map((voice) => ({ ...voice, section: id, as: 'summary' }))
      case 'remarks':
        return section.remarks.map((voice) => ({ ...voice, section: id, as: 'remark' }))
      case 'prompt':
        return section.prompts.flatMap(({ id: item, answers }) =>
          answers.map((voice): Said => ({ ...voice, section: id, item, as: 'answer' })),
        )
      case 'questions':
        return section.questions.flatMap(({ id: item, answers }) =>
          answers.map((voice): Said => ({ ...voice, section: id, item, as: 'answer' })),
        )
      default:
        return []
    }
  })
}

/** The beginning of a text for a sentence about it, in one line. */
export function quoted(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  return `${cut.slice(0, cut.lastIndexOf(' ') > most / 2 ? cut.lastIndexOf(' ') : most)}…`.toWellFormed()
}
