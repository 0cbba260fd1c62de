import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import type { Mark } from '@/lib/report/rich'
import { BUILT_IN } from '@/lib/report/templates'
import { outlineOf } from './content'
import type { Node, Outline } from './outline'
import { STAMP } from './testing'
import { lettersOf } from './text'

/* For tests: outlines of small reports, and what stands in them. */

export const show = (report: Report) => outlineOf(report, STAMP)

export function made(input: object): Report {
  const parsed = parseReport(input, BUILT_IN['forum-session'])
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

/** The report with this as its conclusion, in one paragraph, exactly as it is here. */
export function conclusionOf(report: Report, text: string, marks?: Mark[]): Report {
  const piece = { type: 'text' as const, text, ...(marks && { marks }) }
  const sections = report.sections.map((one) =>
    one.kind === 'conclusion' ? { ...one, text: [{ type: 'paragraph' as const, content: [piece] }] } : one,
  )
  return { ...report, sections }
}

export const section = (outline: Outline, id: string) => outline.sections.find((one) => one.id === id)
export const headings = (nodes: Node[] = []) =>
  nodes.flatMap((node) => (node.kind === 'heading' ? [`${node.level} ${lettersOf(node.text)}`] : []))
export const facts = (outline: Outline) =>
  outline.sections
    .flatMap(({ nodes }) => nodes)
    .flatMap((node) => (node.kind === 'facts' ? node.facts : []))
    .map(({ label, values }) => [lettersOf(label), ...values.map(lettersOf)])
