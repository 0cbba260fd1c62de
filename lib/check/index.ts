import type { Report } from '@/lib/report/report'
import { acronymsOf } from './acronyms'
import type { Finding } from './finding'
import type { Detect } from './languages'
import { passagesOf } from './passages'
import type { EventDates } from './rule'
import { RULES } from './rules'

export type { Finding, Fix, HeaderValue, Place, Range, Severity } from './finding'
export type { EventDates } from './rule'

/** How many findings of one rule in one text are worth reading; when they are mended, the next ones are shown. */
const MOST = 20

/**
 * What is wrong with a report, as far as a machine can see it, in the order in which the report is read. Pure: no
 * network, no clock. `detect` tells languages apart (detector.ts); `event`: the event's own dates, where they are known.
 */
export function checkReport(
  report: Report,
  { detect, event }: { detect: Detect; event?: EventDates },
): Finding[] {
  const passages = passagesOf(report)
  const context = { report, passages, acronyms: acronymsOf(report, passages), detect, event }
  const found = RULES.flatMap(({ id, severity, find }) =>
    find(context).map((one): Finding => ({ rule: id, severity, ...one })),
  )
  const sections = ['title', ...report.template.sections.map(({ id }) => id)]
  const order = new Map(passages.map(({ place, block }, index) => [`${place.field} ${block}`, index]))
  const rank = ({ place }: Finding): [number, number, number] => [
    sections.indexOf(place.section),
    order.get(`${place.field} ${place.range?.block ?? 0}`) ?? -1,
    place.range?.from ?? 0,
  ]
  return found
    .map((finding) => ({ finding, at: rank(finding) }))
    .sort(({ at: a }, { at: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(({ finding }) => finding)
    .filter(inBounds())
}

function inBounds(): (finding: Finding) => boolean {
  const counts = new Map<string, number>()
  return ({ rule, place }) => {
    if (place.field === undefined) return true
    const key = `${rule} ${place.field}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= MOST
  }
}
