import { type Spread, spreadOf } from '../sync/stats'
import type { Figure, Subject, Target } from './targets'

export type Verdict = Target & { reached: Spread; verdict: 'met' | 'missed' | 'not measured' }

export function figuresOf(figures: Figure[], what: string, subject: Subject): Spread {
  return spreadOf(
    figures.filter((one) => one.what === what && one.subject === subject).map(({ value }) => value),
  )
}

/** Ours against another, in each round for itself: a busy machine is busy for both. */
export function ratioTo(figures: Figure[], what: string, other: Subject): Spread {
  const its = figures.filter((one) => one.what === what)
  return spreadOf(
    its
      .filter(({ subject }) => subject === 'ours')
      .map(({ round, value }) => {
        const peer = its.find((one) => one.subject === other && one.round === round)
        return peer ? value / peer.value : Number.NaN
      }),
  )
}

/** Holds the medians against a target, to the last digit. */
export function judge(figures: Figure[], target: Target): Verdict {
  const { what, of, atMost } = target
  const reached = of === undefined ? figuresOf(figures, what, 'ours') : ratioTo(figures, what, of)
  const { median } = reached
  return {
    ...target,
    reached,
    verdict: Number.isNaN(median) ? 'not measured' : median <= atMost ? 'met' : 'missed',
  }
}
