import type { z } from 'zod'
import { Report, type Section } from './report'
import type { Template, TemplateSection } from './template'

/** One thing wrong in an input: where (a path such as `people.0.name`) and why, in the user's words. */
export type Fault = { path: string; reason: string }
export type Parsed<T> = { ok: true; value: T } | { ok: false; faults: Fault[] }

/**
 * A whole or partial report from outside → a complete one, or every fault in it.
 * What is absent gets its default; a template that the input does not name is `template`.
 */
export function parseReport(input: unknown, template: Template): Parsed<Report> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: false, faults: [{ path: '', reason: 'A report is a JSON object' }] }
  const parsed = Report.safeParse({ template, ...input })
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) }
  const faults = brokenReferences(parsed.data)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: completeReport(parsed.data) }
}

/** zod's issues as faults. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), reason: issue.message }))
}

/** The report with one section for each of its template's, in that order, and a summary for each speaker. */
export function completeReport(report: Report): Report {
  const speakers = report.people.filter((person) => person.kind === 'speaker').map((person) => person.id)
  const sections = report.template.sections.map((wanted) => {
    const section = report.sections.find(({ id }) => id === wanted.id) ?? emptySection(wanted)
    if (section.kind === 'speakers')
      return {
        ...section,
        labels: bySpeakers(section.labels, speakers).filter((entry) => entry.label !== ''),
      }
    if (section.kind !== 'summaries') return section
    const missing = speakers.filter((id) => !section.summaries.some((summary) => summary.person === id))
    const all = [...section.summaries, ...missing.map((person) => ({ person, label: '', text: [] }))]
    return { ...section, summaries: bySpeakers(all, speakers) }
  })
  return { ...report, sections }
}

/** Speakers first, in their order; others after them, as they came. */
function bySpeakers<T extends { person: string }>(entries: T[], speakers: string[]): T[] {
  const rank = (entry: T) =>
    speakers.includes(entry.person) ? speakers.indexOf(entry.person) : speakers.length
  return [...entries].sort((a, b) => rank(a) - rank(b))
}

export function emptySection({ id, kind }: TemplateSection): Section {
  switch (kind) {
    case 'details':
      return { id, kind }
    case 'speakers':
      return { id, kind, labels: [] }
    case 'picture':
      return { id, kind, pictures: [] }
    case 'summaries':
      return { id, kind, summaries: [] }
    case 'prompt':
      return { id, kind, prompts: [] }
    case 'questions':
      return { id, kind, questions: [] }
    case 'remarks':
      return { id, kind, remarks: [] }
    case 'conclusion':
      return { id, kind, text: [] }
    case 'text':
      return { id, kind, text: [] }
  }
}

/** References to nobody, ids used twice, sections the template does not have. */
function brokenReferences(report: Report): Fault[] {
  const faults: Fault[] = []
  const people = new Set<string>()
  report.people.forEach((person, index) => {
    if (people.has(person.id))
      faults.push({ path: `people.${index}.id`, reason: `Two people have the id “${person.id}”` })
    people.add(person.id)
  })
  const refer = (path: string, ids: string[]) => {
    ids.forEach((id, index) => {
      if (!people.has(id))
        faults.push({ path: `${path}.${index}`, reason: `There is no person “${id}” in people` })
      if (ids.indexOf(id) !== index)
        faults.push({ path: `${path}.${index}`, reason: `“${id}” stands here twice` })
    })
  }
  const persons = (entries: { person: string }[]) => entries.map((entry) => entry.person)
  const sections = new Set<string>()
  const distinct = (path: string, items: { id: string }[]) => {
    items.forEach((item, index) => {
      if (items.findIndex(({ id }) => id === item.id) !== index)
        faults.push({ path: `${path}.${index}.id`, reason: `“${item.id}” stands here twice` })
      // A question's text and a remark share one namespace of root names within a section.
      if (people.has(item.id))
        faults.push({ path: `${path}.${index}.id`, reason: `“${item.id}” is a person's id` })
    })
  }
  report.sections.forEach((section, index) => {
    const at = `sections.${index}`
    const wanted = report.template.sections.find(({ id }) => id === section.id)
    if (!wanted) faults.push({ path: `${at}.id`, reason: `The template has no section “${section.id}”` })
    else if (wanted.kind !== section.kind)
      faults.push({
        path: `${at}.kind`,
        reason: `“${section.id}” is of the kind ${wanted.kind} in the template`,
      })
    if (sections.has(section.id))
      faults.push({ path: `${at}.id`, reason: `“${section.id}” stands here twice` })
    sections.add(section.id)
    switch (section.kind) {
      case 'speakers':
        return refer(`${at}.labels`, persons(section.labels))
      case 'summaries':
        return refer(`${at}.summaries`, persons(section.summaries))
      case 'remarks':
        return refer(`${at}.remarks`, persons(section.remarks))
      case 'picture':
        return distinct(`${at}.pictures`, section.pictures)
      case 'prompt':
        distinct(`${at}.prompts`, section.prompts)
        return section.prompts.forEach((prompt, i) =>
          refer(`${at}.prompts.${i}.answers`, persons(prompt.answers)),
        )
      case 'questions':
        distinct(`${at}.questions`, section.questions)
        return section.questions.forEach((question, i) => {
          refer(`${at}.questions.${i}.to`, question.to)
          refer(`${at}.questions.${i}.answers`, persons(question.answers))
        })
    }
  })
  return faults
}
