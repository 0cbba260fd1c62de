/*
 * npm run chaos: the built server and real clients, and everything that can happen to them but a power cut.
 */
import { cuts } from './cuts'
import { freeze } from './freeze'
import { kills } from './kills'
import { readOptions } from './options'
import { Random } from './random'
import { smallDisk } from './small-disk'
import type { Result } from './trial'

const TRIALS = [kills, freeze, smallDisk, cuts]

const options = readOptions(process.argv.slice(2))
const chosen = TRIALS.filter(({ name }) => options.only === undefined || name === options.only)
if (chosen.length === 0) throw new Error(`--only is one of: ${TRIALS.map(({ name }) => name).join(', ')}`)
console.log(`chaos, seed ${options.seed}`)

const results: Result[] = []
for (const trial of chosen) {
  const result = await trial.run(options, new Random(options.seed)).catch(
    (error): Result => ({
      kind: 'tried',
      facts: [],
      checked: 0,
      missing: 0,
      violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }),
  )
  results.push(result)
  console.log(`${trial.name}: ${line(result)}`)
  if (result.kind === 'tried')
    for (const violation of result.violations) console.log(`  VIOLATED ${violation}`)
}

const tried = results.filter((result) => result.kind === 'tried')
const sum = (of: (result: (typeof tried)[number]) => number) =>
  tried.reduce((total, one) => total + of(one), 0)
const violations = sum((one) => one.violations.length)
console.log(
  `${tried.length} of ${chosen.length} trials, ${sum((one) => one.checked)} edits checked, ` +
    `${sum((one) => one.missing)} confirmed edits missing, ${violations} violations (seed ${options.seed})`,
)
process.exit(violations > 0 ? 1 : 0)

function line(result: Result): string {
  if (result.kind === 'not tried') return `NOT TRIED: ${result.why}`
  const { facts, checked, missing } = result
  return [...facts, `${checked} edits checked`, `${missing} confirmed edits missing`].join('; ')
}
