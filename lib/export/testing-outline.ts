import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
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

export const section = (outline: Outline, id: string) => outline.sections.find((one) => one.id === id)
export const headings = (nodes: Node[] = []) =>
  nodes.flatMap((node) => (node.kind === 'heading' ? [`${node.level} ${lettersOf(node.text)}`] : []))
export const facts = (outline: Outline) =>
  outline.sections
    .flatMap(({ nodes }) => nodes)
    .flatMap((node) => (node.kind === 'facts' ? node.facts : []))
    .map(({ label, values }) => [lettersOf(label), ...values.map(lettersOf)])
