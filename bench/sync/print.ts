import { figuresOf, judge, type Run, ratioTo } from './judge'
import { SCENARIOS } from './scenarios'
import type { Metric } from './scenarios/scenario'
import { SERVERS, type ServerName } from './servers/under-test'
import type { Spread } from './stats'
import { TARGETS, type Target } from './targets'

const TITLES: Record<Metric, string> = {
  cpu: 'CPU µs',
  p50: 'p50 ms',
  p99: 'p99 ms',
  delivered: 'delivered',
  confirmP50: 'confirmed p50 ms',
  confirmP99: 'confirmed p99 ms',
  syncP50: 'sync p50 ms',
  syncP99: 'sync p99 ms',
  writersP99: 'writers p99 ms',
  heldKb: 'KB a room with one in it',
  idleKb: 'KB a room with nobody',
  roomsLeft: 'rooms left',
}

/** All that was measured and what it says about the targets, as Markdown. */
export function report(runs: Run[]): string {
  return [...SCENARIOS.map(({ name, about }) => table(runs, name, about)), targets(runs)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function table(runs: Run[], scenario: string, about: string): string {
  const its = runs.filter((run) => run.scenario === scenario)
  if (its.length === 0) return ''
  const metrics = (Object.keys(TITLES) as Metric[]).filter((metric) =>
    its.some((run) => run.figures[metric] !== undefined),
  )
  const servers = SERVERS.filter((server) => its.some((run) => run.server === server))
  const rows = servers.map((server) => [
    server,
    ...metrics.map((metric) => cell(figuresOf(its, scenario, server, metric))),
    server === 'ours' ? '' : ratios(its, scenario, server),
  ])
  return `### ${scenario}\n\n${about}\n\n${markdown(['', ...metrics.map((metric) => TITLES[metric]), 'CPU of ours'], rows)}`
}

function ratios(runs: Run[], scenario: string, server: ServerName): string {
  const ratio = ratioTo(runs, scenario, 'cpu', server)
  return Number.isNaN(ratio.median) ? '' : `${cell(ratio)} ×`
}

function targets(runs: Run[]): string {
  const rows = TARGETS.map((target) => judge(runs, target)).map((verdict) => [
    verdict.scenario,
    TITLES[verdict.metric],
    `≤ ${verdict.atMost}${unit(verdict)}`,
    cell(verdict.reached),
    verdict.verdict === 'missed' ? '**missed**' : verdict.verdict,
  ])
  return `### targets\n\n${markdown(['scenario', 'what', 'target', 'reached', ''], rows)}`
}

function unit({ of }: Target): string {
  if (of === undefined) return ''
  return of === 'best' ? ' × the best peer' : ` × ${of}`
}

/** The median, and how far it varied. */
export function cell({ median, low, high }: Spread): string {
  if (Number.isNaN(median)) return ''
  return low === high ? figure(median) : `${figure(median)} (${figure(low)}–${figure(high)})`
}

function figure(value: number): string {
  return value === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(value >= 10 ? 3 : 2)
}

export function markdown(head: string[], rows: string[][]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)))
  const line = (cells: string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
