import type { z } from 'zod'
import { newId } from './ids'
import { inLanguage } from './language'
import { Report, type Section } from './report'
import { canonicalRich, fromPlain, isEmptyRich } from './rich'
import { sentenceOf } from './sentence'
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
  if (isTooDeep(input)) return { ok: false, faults: [{ path: '', reason: 'This is nested too deeply' }] }
  const parsed = check(Report, { template, ...input })
  if (!parsed.ok) return parsed
  const faults = brokenReferences(parsed.value)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: completeReport(parsed.value) }
}

/** A value held against a schema: what the schema makes of it, or every fault in it as a sentence. */
export function check<T extends z.ZodType>(schema: T, value: unknown): Parsed<z.output<T>> {
  const parsed = schema.safeParse(value, { error: sentenceOf })
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, faults: faultsOf(parsed.error) }
}

/** zod's issues as faults; of a union, those of the alternative that the input came closest to. */
function faultsOf(error: Pick<z.ZodError, 'issues'>): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, []))
}

function faultsOfIssue(issue: z.core.$ZodIssue, above: PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union') {
    const isOfOtherType = (tried: z.core.$ZodIssue) =>
      tried.code === 'invalid_type' && tried.path.length === 0
    const closest = issue.errors.find((tried) => tried.length > 0 && !tried.some(isOfOtherType))
    if (closest) return closest.flatMap((tried) => faultsOfIssue(tried, path))
  }
  return [{ path: path.join('.'), reason: issue.message }]
}

/** How deep a report can be nested in all, so that nothing that walks through one runs out of stack. */
const MAX_NESTING = 200

function isTooDeep(input: object): boolean {
  const open: { value: unknown; depth: number }[] = [{ value: input, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > MAX_NESTING) return true
    for (const value of Object.values(next.value)) open.push({ value, depth: next.depth + 1 })
  }
  return false
}

/**
 * The report with one section for each of its template's, in that order, a summary for each speaker, and where the
 * input has no such section, the prompts that the template starts with.
 */
export function completeReport(report: Report): Report {
  const people = report.people.map(({ id }) => id)
  const speakers = report.people.filter((person) => person.kind === 'speaker').map(({ id }) => id)
  const rank = ({ person }: { person: string }) =>
    speakers.includes(person) ? speakers.indexOf(person) : speakers.length + people.indexOf(person)
  const sections = report.template.sections.map((wanted): Section => {
    const section = report.sections.find(({ id }) => id === wanted.id) ?? newSection(wanted, report.language)
    if (section.kind === 'speakers') {
      const labels = section.labels.filter((entry) => entry.label !== '')
      return { ...section, labels: labels.sort((a, b) => rank(a) - rank(b)) }
    }
    if (section.kind !== 'summaries') return section
    const missing = speakers.filter((id) => !section.summaries.some((summary) => summary.person === id))
    const summaries = [
      ...section.summaries.filter(({ person, text }) => speakers.includes(person) || !isEmptyRich(text)),
      ...missing.map((person) => ({ person, label: '', text: [] })),
    ]
    return { ...section, summaries: summaries.sort((a, b) => rank(a) - rank(b)) }
  })
  return { ...report, sections }
}

function newSection(wanted: TemplateSection, language: string): Section {
  if (wanted.kind !== 'prompt') return emptySection(wanted)
  const prompts = wanted.questions.map((question) => ({
    id: newId(),
    question: canonicalRich(fromPlain(inLanguage(question, language))),
    answers: [],
  }))
  return { id: wanted.id, kind: wanted.kind, prompts }
}

/** A section with nothing in it. */
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
  const speakers = new Set(report.people.filter(({ kind }) => kind === 'speaker').map(({ id }) => id))
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
        section.labels.forEach(({ person }, i) => {
          if (people.has(person) && !speakers.has(person))
            faults.push({ path: `${at}.labels.${i}.person`, reason: `“${person}” is no speaker` })
        })
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
