/*
 * npm run faults: several built servers on a PostgreSQL and a Redis, real clients, and everything that can happen to them.
 */
import { Random } from '../chaos/random'
import { seconds } from '../chaos/waiting'
import type { Outcome } from './check'
import { tryFault } from './fault'
import { FAULTS } from './faults'
import { HELP, readOptions } from './options'
import { openWorld } from './world'

const options = readOptions(process.argv.slice(2))
if (options === 'help') {
  console.log(HELP)
  process.exit()
}
const { size, seed, only } = options
const chosen = FAULTS.filter(({ name }) => only === undefined || name === only)
if (chosen.length === 0) throw new Error(`--only is one of: ${FAULTS.map(({ name }) => name).join(', ')}`)
console.log(`faults, ${size.nodes} nodes by ${size.bus}, ${size.clients} clients, seed ${seed}`)

const world = await openWorld(size)
const outcomes: Outcome[] = []
for (const fault of chosen) {
  const since = performance.now()
  const outcome = await tryFault(fault, world, new Random(seed))
  outcomes.push(outcome)
  const facts = [...outcome.facts, `${outcome.checked} edits checked`, seconds(performance.now() - since)]
  console.log(`${fault.name}: ${facts.join('; ')}`)
  for (const violation of outcome.violations) console.log(`  VIOLATED ${violation}`)
}
const last = await world.close()
for (const violation of last) console.log(`  VIOLATED ${violation}`)

const checked = outcomes.reduce((sum, one) => sum + one.checked, 0)
const violations = outcomes.reduce((sum, one) => sum + one.violations.length, last.length)
console.log(`${outcomes.length} faults, ${checked} edits checked, ${violations} violations (seed ${seed})`)
process.exit(violations > 0 ? 1 : 0)
