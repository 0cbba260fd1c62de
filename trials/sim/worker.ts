/*
 * A process that runs the seeds it is told (pool.ts).
 */
import { type Found, PLANS, type Result, type Task } from './pool'
import { runPlan } from './run'

process.on('message', async ({ from, count, until, servers }: Task) => {
  const begun = process.cpuUsage()
  const found: Found[] = []
  let edits = 0
  let durable = 0
  for (let seed = from; seed < from + count; seed++) {
    const outcome = await runPlan(PLANS[servers](seed))
    edits += outcome.edits
    durable += outcome.durable
    if (!outcome.failure) continue
    found.push({ seed, ...outcome.failure })
    if (until === 'first failure') break
  }
  const { user, system } = process.cpuUsage(begun)
  process.send!({ found, edits, durable, cpu: (user + system) / 1000 } satisfies Result)
})
