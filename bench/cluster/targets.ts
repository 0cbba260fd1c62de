import type { Metric } from './scenarios/scenario'
import type { DeploymentName } from './servers/deployment'

/**
 * What a deployment must reach: at most (`by` its own metric, or how much it lies above another figure of the same
 * round, or how many times that), or at least.
 */
export type Target = {
  scenario: string
  deployment: DeploymentName
  metric: Metric
  /** The figure that it is held against, of the same round. Undefined: `limit` is in the metric's own unit. */
  against?: {
    how: 'less' | 'divided by'
    /** Else the same. */
    scenario?: string
    deployment: DeploymentName
    metric: Metric
  }
  limit: { at: 'most' | 'least'; value: number }
  /** So many cores must be there for it to say anything about the nodes. */
  cores?: number
}

/** What a second node is to add. */
const GROWTH = 1.6
const BUSES = ['notify', 'redis'] as const

export const TARGETS: Target[] = [
  ...BUSES.flatMap((deployment): Target[] => [
    above(deployment, 'acrossP50', deployment, 'sameP50', 10),
    above(deployment, 'acrossP99', deployment, 'sameP99', 100),
    above(deployment, 'acrossP50', 'one', 'sameP50', 10),
    above(deployment, 'acrossP99', 'one', 'sameP99', 100),
    ...['slow', 'across', 'fast'].map(
      (scenario): Target => ({
        scenario,
        deployment,
        metric: 'editsACommit',
        limit: { at: 'least', value: 1 },
      }),
    ),
    // By arithmetic, whatever the machine: what the busier node uses for an edit is what its core will be full of.
    {
      scenario: 'two forum days',
      deployment,
      metric: 'busiest',
      against: { how: 'divided by', scenario: 'forum day', deployment: 'one', metric: 'busiest' },
      limit: { at: 'most', value: 1 / GROWTH },
    },
    {
      scenario: 'most',
      deployment,
      metric: 'perSecond',
      against: { how: 'divided by', deployment: 'one', metric: 'perSecond' },
      limit: { at: 'least', value: GROWTH },
      // Two nodes, PostgreSQL, and clients who write for all of them.
      cores: 6,
    },
  ]),
]

function above(
  deployment: DeploymentName,
  metric: Metric,
  other: DeploymentName,
  its: Metric,
  value: number,
): Target {
  return {
    scenario: 'across',
    deployment,
    metric,
    against: { how: 'less', deployment: other, metric: its },
    limit: { at: 'most', value },
  }
}
