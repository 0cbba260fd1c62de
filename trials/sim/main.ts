import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { describePlan } from './describe'
import { type Found, PLANS, runSeeds } from './pool'
import { runPlan } from './run'
import { shrink } from './shrink'

/*
 * npm run sim -- --seeds 2000 [--from N]   runs so many seeds, beginning with N (a new one each time without it)
 * npm run sim -- --seed N                  runs one, and prints all that happens
 * npm run sim -- --nodes …                  the same with plans of several nodes over one database
 * npm run sim -- --mutants [NAME …]        plants the faults of trials/mutants, and sees to it that each is caught
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string' },
    seed: { type: 'string' },
    nodes: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(Math.min(4, availableParallelism())) },
  },
})

const servers = values.nodes ? 'several' : 'one'
const planOf = PLANS[servers]

if (values.mutants) {
  const { runMutants } = await import('../mutants/run')
  process.exit((await runMutants(positionals, Number(values.jobs))) ? 0 : 1)
}
process.exit(values.seed === undefined ? await many() : await one(Number(values.seed)))

async function one(seed: number): Promise<number> {
  const plan = planOf(seed)
  console.log(describePlan(plan))
  const { lines, hash, failure, edits, durable } = await runPlan(plan, true)
  console.log(`${lines.join('\n')}\n\n${edits} edits, ${durable} of them durable in the end. Trace ${hash}.`)
  if (failure) await explain(seed)
  return failure ? 1 : 0
}

async function many(): Promise<number> {
  const count = Number(values.seeds)
  const from = values.from === undefined ? Math.floor(Date.now() / 1000) % 1_000_000_000 : Number(values.from)
  const begun = performance.now()
  const { found, edits, durable, cpu } = await runSeeds(from, count, Number(values.jobs), servers)
  const seconds = (performance.now() - begun) / 1000
  console.log(
    `${count} seeds from ${from}: ${edits} edits, ${durable} durable in the end; ${seconds.toFixed(1)} s, ${(cpu / count).toFixed(1)} ms of CPU a seed.`,
  )
  if (found.length === 0) {
    console.log('Every rule held in every one.')
    return 0
  }
  const byRule = Map.groupBy(found, ({ rule }) => rule)
  for (const [rule, of] of byRule) console.log(`Rule ${rule}: ${of.length} seeds fail (${seedsOf(of)})`)
  for (const [, [first]] of byRule) await explain(first!.seed)
  return 1
}

function seedsOf(found: Found[]): string {
  return found
    .slice(0, 10)
    .map(({ seed }) => seed)
    .join(', ')
}

/** Makes a failing plan as small as it gets, and prints it. */
async function explain(seed: number): Promise<void> {
  const { plan, failure } = await shrink(planOf(seed))
  const { lines } = await runPlan(plan, true)
  console.log(`\nSeed ${seed} breaks a rule.\n${failure.words}\n\nThe least that does:`)
  console.log(`${describePlan(plan)}\n\n${lines.join('\n')}\n`)
  console.log(`As a regression (trials/sim/regressions.ts): ${JSON.stringify(plan)}`)
  console.log(`Again: npm run sim -- ${values.nodes ? '--nodes ' : ''}--seed ${seed}`)
}
