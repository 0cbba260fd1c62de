/*
 * npm run fuzz: frames that no honest client sends, a million of them, with honest clients beside them.
 */
import { parseArgs } from 'node:util'
import { whole } from '../chaos/options'
import { Random } from '../chaos/random'
import { attackSockets } from './sockets'

const { values } = parseArgs({
  options: {
    frames: { type: 'string' },
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const frames = whole(values.frames, '--frames') ?? (values.quick ? 50_000 : 1_000_000)
const seed = whole(values.seed, '--seed') ?? Math.floor(Math.random() * 2 ** 32)
console.log(`fuzz, seed ${seed}`)

const found = await attackSockets(frames, new Random(seed))
for (const fact of found.facts) console.log(fact)
for (const violation of found.violations) console.log(`  VIOLATED ${violation}`)
console.log(`${found.frames} frames, ${found.violations.length} violations (seed ${seed})`)
process.exit(found.violations.length > 0 ? 1 : 0)
