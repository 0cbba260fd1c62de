import type { Metric } from './scenarios/scenario'
import type { ServerName } from './servers/under-test'
import { type Spread, spreadOf } from './stats'
import type { Target } from './targets'

/** One run of a scenario against a server; `failed`: what went wrong, so that there are no figures. */
export type RunOf<S extends string, M extends string> = {
  scenario: string
  server: S
  round: number
  figures: Partial<Record<M, number>>
  failed?: string
}
export type Run = RunOf<ServerName, Metric>

export type Verdict = Target & {
  /** What ours reached, in the unit of `atMost`. */
  reached: Spread
  verdict: 'met' | 'missed' | 'not measured'
}

/** The figures of a server in a scenario over all rounds. */
export function figuresOf<S extends string, M extends string>(
  runs: RunOf<S, M>[],
  scenario: string,
  server: S,
  metric: M,
): Spread {
  const its = runs.filter((run) => run.scenario === scenario && run.server === server)
  return spreadOf(its.map((run) => run.figures[metric] ?? Number.NaN))
}

/** Ours against another server (or the best of all others): in each round for itself, since machines vary over time. */
export function ratioTo(runs: Run[], scenario: string, metric: Metric, peer: ServerName | 'best'): Spread {
  const inScenario = runs.filter((run) => run.scenario === scenario)
  const ours = inScenario.filter((run) => run.server === 'ours')
  return spreadOf(
    ours.map(({ round, figures }) => {
      const others = inScenario.filter((run) => run.round === round && run.server !== 'ours')
      const chosen = others.filter((run) => peer === 'best' || run.server === peer)
      const values = chosen.map((run) => run.figures[metric] ?? Number.NaN).filter((value) => value >= 0)
      return values.length > 0 ? (figures[metric] ?? Number.NaN) / Math.min(...values) : Number.NaN
    }),
  )
}

/** Holds the medians against a target, to the last digit. */
export function judge(runs: Run[], target: Target): Verdict {
  const { scenario, metric, of } = target
  const reached =
    of === undefined ? figuresOf(runs, scenario, 'ours', metric) : ratioTo(runs, scenario, metric, of)
  const { median } = reached
  const verdict = Number.isNaN(median) ? 'not measured' : median <= target.atMost ? 'met' : 'missed'
  return { ...target, reached, verdict }
}
