import { settle } from './check'
import { EDITS_A_SECOND, openStage, temporaryFolder } from './stage'
import type { Trial } from './trial'
import { seconds, sleep } from './waiting'

/** Longer than the silence after which a socket is dead (15 s), and long enough for the alert. */
const FROZEN_MS = 20_000
const ROUNDS = 3

/** SIGSTOP: every socket stays open, and nobody answers. Nothing typed meanwhile may be called saved. */
export const freeze: Trial = {
  name: 'freeze',
  async run(options, random) {
    const stage = await openStage(random, temporaryFolder())
    const { server, fleet } = stage
    const violations: string[] = []
    const facts: string[] = []
    let checked = 0
    let missing = 0
    for (let round = 0; round < (options.quick ? 1 : ROUNDS); round++) {
      await sleep(1_000 + random.below(2_000))
      server.signal('SIGSTOP')
      // A signal takes a moment; what was answered until then is on its way.
      await sleep(200)
      await fleet.openWindow()
      await sleep(FROZEN_MS)
      await fleet.closeWindow()
      server.signal('SIGCONT')
      await server.ready()
      const settled = await settle(stage)
      facts.push(`${seconds(FROZEN_MS)} frozen, all saved ${seconds(settled.backAfter)} later`)
      checked += settled.checked
      missing += settled.missing
      violations.push(...settled.violations)
      await fleet.pace(EDITS_A_SECOND)
    }
    violations.push(...(await stage.close()))
    return { kind: 'tried', facts, checked, missing, violations }
  },
}
