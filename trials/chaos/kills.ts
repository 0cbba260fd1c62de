import { verifyFolder } from '@/server/maintenance/verify'
import { exportHolds, lasting, missing, settle } from './check'
import { wordsIn } from './content'
import { copyOfDead, documentIn } from './disk'
import { openStage, temporaryFolder } from './stage'
import type { Trial } from './trial'
import { seconds, sleep, until } from './waiting'

/** Rule 12. */
const BACK_MS = 10_000

/**
 * SIGKILL at a random moment, again and again. What was confirmed until then is looked for in what the dead process
 * left on the disk, before its clients could bring it back.
 */
export const kills: Trial = {
  name: 'kill',
  async run(options, random) {
    const stage = await openStage(random, temporaryFolder())
    const { server, scene, fleet } = stage
    const violations: string[] = []
    const backs: number[] = []
    let checked = 0
    let lost = 0
    for (let round = 0; round < options.kills; round++) {
      // Mostly under load; sometimes while it still starts, or while everybody comes back.
      if (!random.chance(0.2)) {
        const times = async () => (await fleet.reports()).reduce((sum, report) => sum + report.savedTimes, 0)
        const before = await times()
        await until(async () => (await times()) > before + 3, BACK_MS)
        if (random.chance(0.2)) violations.push(...(await exportHolds(stage)))
      }
      await sleep(random.below(1500))
      const wasReady = (await server.readiness())?.status === 200
      await server.kill()
      const entries = await fleet.entries()
      const copy = copyOfDead(server.dataDir)
      const start = performance.now()
      server.spawn()
      violations.push(...(await verifyFolder(copy)).faults)
      const words = wordsIn(await documentIn(copy, scene.session))
      const gone = missing(words, lasting(entries, await fleet.entries()))
      checked += entries.confirmed.length + entries.erased.length
      lost += gone.length
      if (gone.length > 0)
        violations.push(
          `kill ${round + 1}: ${gone.length} confirmed edits are not on the disk: ${gone.slice(0, 5).join(', ')}`,
        )
      // One that is to be killed while it starts has nothing to prove.
      if (wasReady && random.chance(0.1)) continue
      await server.ready()
      const took = performance.now() - start
      backs.push(took)
      if (took > BACK_MS) violations.push(`kill ${round + 1}: back after ${seconds(took)}`)
    }
    if (!server.isAlive) await server.start()
    else await server.ready()
    const settled = await settle(stage)
    const sorted = [...backs].sort((a, b) => a - b)
    return {
      kind: 'tried',
      facts: [
        `${options.kills} kills`,
        `serving again after ${seconds(sorted[sorted.length >> 1])} (median), ${seconds(sorted.at(-1))} (longest)`,
        `all the same ${seconds(settled.sameAfter)} after all were saved`,
      ],
      checked: checked + settled.checked,
      missing: lost + settled.missing,
      violations: [...violations, ...settled.violations, ...(await stage.close())],
    }
  },
}
