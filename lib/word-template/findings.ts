import { inLanguage } from '@/lib/report/language'
import type { Template } from '@/lib/report/template'
import { type Group, meaningOf } from './names'
import { suggestionFor } from './suggest'

/** A placeholder that stands in a template. */
export type Found = {
  /** As it is written, `{{#Speakers}}`. */
  written: string
  name: string
  sign: '' | '#' | '/'
  /** The list of people that it stands in. */
  within?: Group
  place: Place
  /** A list's beginning without its end, or the other way round. */
  fault?: 'unclosed'
}
export type Place = 'text' | 'header' | 'footer' | 'notes'

/** What an organiser is told of a template. Names are without braces. */
export type Findings = {
  known: { name: string; times: number }[]
  unknown: { written: string; place: Place; suggestion: string | null; fault: 'unknown' | 'unclosed' }[]
  /** What will be in no report: `heading` is the section's in `language`, empty for the title. */
  missing: { name: string; heading: string }[]
}

/** What the placeholders of a Word template mean for an event's reports. */
export function findingsOf(found: Found[], template: Template, language: string): Findings {
  const known = new Map<string, number>()
  const unknown: Findings['unknown'] = []
  for (const { written, name, sign, within, place, fault } of found) {
    const meaning = meaningOf(name, template, within)
    if (meaning && !fault) {
      if (sign !== '/') known.set(sign + name, (known.get(sign + name) ?? 0) + 1)
    } else if (!unknown.some((one) => one.written === written && one.place === place))
      unknown.push({
        written,
        place,
        suggestion: fault ? null : (suggestionFor(name, template) ?? null),
        fault: fault ?? 'unknown',
      })
  }
  return {
    known: [...known].map(([name, times]) => ({ name, times })),
    unknown,
    missing: missingFrom(found, template, language),
  }
}

function missingFrom(found: Found[], template: Template, language: string): Findings['missing'] {
  const placed = placedIn(found, template)
  const title = placed.title ? [] : [{ name: 'title', heading: '' }]
  if (placed.everything) return title
  const sections = template.sections
    .filter((section) => !placed.sections.has(section.id))
    .map((section) => ({ name: section.id, heading: inLanguage(section.heading, language) }))
  return [...title, ...sections]
}

/** The sections that have a placeholder of their own, by id. */
export function placedIn(found: Pick<Found, 'name' | 'sign' | 'within' | 'fault'>[], template: Template) {
  const placed = { title: false, everything: false, sections: new Set<string>() }
  const ofKind = (kind: string) => {
    const ids = template.sections.filter((section) => section.kind === kind).map(({ id }) => id)
    // A report shows its header and speakers even if its template has no section for them, under these ids.
    for (const id of ids.length > 0 ? ids : [kind]) placed.sections.add(id)
  }
  for (const { name, sign, within, fault } of found) {
    const meaning = fault ? undefined : meaningOf(name, template, within)
    // `{{#conclusion}}` alone says only that something depends on it.
    if (!meaning || (sign !== '' && meaning.kind !== 'people')) continue
    if (meaning.kind === 'field') placed.title ||= meaning.field === 'title'
    else if (meaning.kind === 'body') placed.everything = true
    else if (meaning.kind === 'banner') continue
    else if (meaning.kind === 'section') placed.sections.add(meaning.id)
    else if (meaning.kind === 'sections') ofKind(meaning.of)
    else if (meaning.group === 'speakers')
      ofKind(meaning.kind === 'person' && meaning.part === 'summary' ? 'summaries' : 'speakers')
    if (meaning.kind === 'field' && DETAILS.has(meaning.field)) ofKind('details')
  }
  return placed
}

/** One of these in a template: whoever made it chose what of the details is to be seen. */
const DETAILS = new Set(['type', 'languages', 'date', 'time', 'participants'])
