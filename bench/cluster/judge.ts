import { figuresOf, type RunOf } from '../sync/judge'
import { type Spread, spreadOf } from '../sync/stats'
import type { Metric } from './scenarios/scenario'
import type { DeploymentName } from './servers/deployment'
import type { Target } from './targets'

export type Run = RunOf<DeploymentName, Metric>

export type Verdict = Target & {
  /** In the metric's own unit, or as `against` says. */
  reached: Spread
  verdict: 'met' | 'missed' | 'not measured' | 'too few cores to say'
}

/** One deployment's figure against another's, in each round for itself, since machines vary over time. */
export function compared(
  runs: Run[],
  { scenario, deployment, metric }: Pick<Target, 'scenario' | 'deployment' | 'metric'>,
  against: NonNullable<Target['against']>,
): Spread {
  const its = runs.filter((run) => run.scenario === scenario && run.server === deployment)
  return spreadOf(
    its.map(({ round, figures }) => {
      const other = runs.find(
        (run) =>
          run.scenario === (against.scenario ?? scenario) &&
          run.server === against.deployment &&
          run.round === round,
      )
      const [figure, base] = [figures[metric] ?? Number.NaN, other?.figures[against.metric] ?? Number.NaN]
      return against.how === 'less' ? figure - base : figure / base
    }),
  )
}

/** Holds the medians against a target, on a machine of so many cores. */
export function judge(runs: Run[], target: Target, cores: number): Verdict {
  const { scenario, deployment, metric, against, limit } = target
  const reached = against ? compared(runs, target, against) : figuresOf(runs, scenario, deployment, metric)
  return { ...target, reached, verdict: verdict() }

  function verdict(): Verdict['verdict'] {
    const { median } = reached
    if (Number.isNaN(median)) return 'not measured'
    if (limit.at === 'most' ? median <= limit.value : median >= limit.value) return 'met'
    return cores < (target.cores ?? 0) ? 'too few cores to say' : 'missed'
  }
}
