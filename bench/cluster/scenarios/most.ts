import type { Figures } from './scenario'

/** Less than this share of what was to be delivered within the window: it piles up somewhere. */
const LEAST_DELIVERED = 0.97
/** Who waits longer for what others write does not write together with them. */
const LONGEST_P99_MS = 500

/** Whether what was asked of it was done, and in time. */
export function keptUp({ delivered = 0, sameP99 = Number.NaN, acrossP99 = Number.NaN }: Figures): boolean {
  const late = [sameP99, acrossP99].some((ms) => ms > LONGEST_P99_MS)
  return delivered >= LEAST_DELIVERED && !late
}

/**
 * Asks for more and more, and then for what lies between the last that was done and the first that was not; the figures
 * at the most that was done, or undefined if not even the first was.
 */
export async function mostOf(
  rates: readonly number[],
  run: (rate: number) => Promise<Figures>,
): Promise<Figures | undefined> {
  let best: { rate: number; figures: Figures } | undefined
  for (const rate of rates) {
    const figures = await run(rate)
    if (keptUp(figures)) best = { rate, figures }
    else {
      if (best) {
        const between = await run((best.rate + rate) / 2)
        if (keptUp(between)) return between.perSecond! > best.figures.perSecond! ? between : best.figures
      }
      break
    }
  }
  return best?.figures
}
