import { figuresOf } from '../sync/judge'
import { cell, markdown } from '../sync/print'
import { spreadOf } from '../sync/stats'
import { judge, type Run, type Verdict } from './judge'
import { SCENARIOS } from './scenarios'
import type { Metric } from './scenarios/scenario'
import { DEPLOYMENTS, titleOf } from './servers/deployment'
import { TARGETS } from './targets'
import type { Row } from './walls/wall'

const TITLES: Record<Metric, string> = {
  sameP50: 'same node p50 ms',
  sameP99: 'same node p99 ms',
  acrossP50: 'across p50 ms',
  acrossP99: 'across p99 ms',
  confirmP50: 'confirmed p50 ms',
  confirmP99: 'confirmed p99 ms',
  delivered: 'delivered',
  perSecond: 'delivered a second',
  editsACommit: 'edits a commit',
  editsAFlush: 'edits a flush',
  nodesCpu: 'CPU µs of the nodes',
  busiest: 'of the busiest',
  postgresCpu: 'of PostgreSQL',
  redisCpu: 'of Redis',
  clientsCpu: 'of the clients',
  cores: 'cores in use',
}

/** What was found at the walls. */
export type Found = { name: string; about: string; rows: Row[] }

/** All that was measured and what it says about the targets, as Markdown. */
export function report(runs: Run[], walls: Found[], cores: number): string {
  return [
    ...SCENARIOS.map(({ name, about }) => table(runs, name, about)),
    ...walls.map(wall),
    targets(runs, cores),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function table(runs: Run[], scenario: string, about: string): string {
  const its = runs.filter((run) => run.scenario === scenario)
  if (its.length === 0) return ''
  const deployments = DEPLOYMENTS.filter((name) => its.some((run) => run.server === name))
  const rows = (Object.keys(TITLES) as Metric[])
    .map((metric) => [
      TITLES[metric],
      ...deployments.map((name) => cell(figuresOf(its, scenario, name, metric))),
    ])
    .filter(([, ...cells]) => cells.some((text) => text !== ''))
  return `### ${scenario}\n\n${about}\n\n${markdown(['', ...deployments.map(titleOf)], rows)}`
}

function wall({ name, about, rows }: Found): string {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))]
  const lines = rows.map(({ what, figures }) => [
    what,
    ...columns.map((column) => cell(spreadOf([figures[column] ?? Number.NaN]))),
  ])
  return `### ${name}\n\n${about}\n\n${markdown(['', ...columns], lines)}`
}

function targets(runs: Run[], cores: number): string {
  if (runs.length === 0) return ''
  const rows = TARGETS.map((target) => judge(runs, target, cores)).map((verdict) => [
    verdict.scenario,
    titleOf(verdict.deployment),
    TITLES[verdict.metric],
    wanted(verdict),
    cell(verdict.reached),
    verdict.verdict === 'missed' ? '**missed**' : verdict.verdict,
  ])
  return `### targets\n\n${markdown(['scenario', 'of', 'what', 'target', 'reached', ''], rows)}`
}

function wanted({ limit, against, deployment }: Verdict): string {
  const amount = `${limit.at === 'most' ? '≤' : '≥'} ${limit.value}`
  if (!against) return amount
  const other = against.deployment === deployment ? TITLES[against.metric] : titleOf(against.deployment)
  const of = against.scenario === undefined ? other : `${other} in ${against.scenario}`
  return against.how === 'less' ? `${amount} above ${of}` : `${amount} × ${of}`
}
