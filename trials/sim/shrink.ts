import type { Plan } from './plan'
import { type Outcome, runPlan } from './run'

type Failing = { plan: Plan; failure: NonNullable<Outcome['failure']> }

/** How many runs it may take. */
const PATIENCE = 600

/**
 * The smallest plan that we find which breaks the same rule: leaves out steps, in halves and one by one, then people,
 * as long as it still fails. Throws if the plan does not fail.
 */
export async function shrink(plan: Plan): Promise<Failing> {
  const first = await fails(plan)
  if (!first) throw new Error('This plan breaks no rule')
  let best: Failing = first
  const { rule } = first.failure
  let runs = 0
  for (let improved = true; improved && runs < PATIENCE; ) {
    improved = false
    for (const smaller of candidates(best.plan)) {
      if (++runs > PATIENCE) break
      const failing = await fails(smaller)
      if (failing?.failure.rule !== rule) continue
      best = failing
      improved = true
      break
    }
  }
  return best
}

async function fails(plan: Plan): Promise<Failing | undefined> {
  const { failure } = await runPlan(plan)
  return failure && { plan, failure }
}

/** Smaller ones, the much smaller first. */
function* candidates(plan: Plan): Generator<Plan> {
  const { steps, clients, rooms } = plan
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < steps.length; from += size)
      yield { ...plan, steps: steps.filter((_, index) => index < from || index >= from + size) }
  if (clients.length > 1) for (const { name } of clients) yield without(plan, name)
  const used = rooms.filter((room) => clients.some((client) => client.room === room))
  if (used.length < rooms.length) yield { ...plan, rooms: used }
}

function without(plan: Plan, name: string): Plan {
  return {
    ...plan,
    clients: plan.clients.filter((client) => client.name !== name),
    steps: plan.steps.filter((step) => !('who' in step) || step.who !== name),
  }
}
