import { settle } from './check'
import { CUTS, Network } from './network'
import { EDITS_A_SECOND, openStage, temporaryFolder } from './stage'
import type { Trial } from './trial'
import { seconds, sleep } from './waiting'

/** Longer than the silence after which a socket is dead (15 s), and long enough for the alert. */
const CUT_MS = 20_000
const ROUNDS = 3

/** Networks that die without a word, one kind for each sixth of the writers. The last third must not notice. */
export const cuts: Trial = {
  name: 'cut',
  async run(options, random) {
    let networks: Network[] = []
    const stage = await openStage(random, temporaryFolder(), async ({ port }) => {
      networks = await Promise.all(CUTS.map(() => Network.to(port)))
      return (index) => (networks[index % 6] ?? { port }).port
    })
    const { fleet } = stage
    const cut = fleet.names.filter((_, index) => index % 6 < CUTS.length)
    const violations: string[] = []
    const facts: string[] = []
    let checked = 0
    let missing = 0
    const savedByOthers = async () =>
      (await fleet.reports()).filter(({ name }) => !cut.includes(name)).map(({ savedTimes }) => savedTimes)
    for (let round = 0; round < (options.quick ? 1 : ROUNDS); round++) {
      await sleep(1_000 + random.below(2_000))
      networks.forEach((network, index) => network.cut(CUTS[index]!))
      // What was passed on until then is on its way.
      await sleep(200)
      await fleet.openWindow(cut)
      const before = await savedByOthers()
      await sleep(CUT_MS)
      const after = await savedByOthers()
      await fleet.closeWindow(cut)
      for (const network of networks) network.heal()
      if (after.some((times, index) => times < before[index]! + CUT_MS / 1_000 / 2))
        violations.push(
          `the others were saved only ${after.map((times, index) => times - before[index]!)} times`,
        )
      const settled = await settle(stage)
      facts.push(`${seconds(CUT_MS)} cut (${CUTS.join(', ')}), all saved ${seconds(settled.backAfter)} later`)
      checked += settled.checked
      missing += settled.missing
      violations.push(...settled.violations)
      await fleet.pace(EDITS_A_SECOND)
    }
    violations.push(...(await stage.close()))
    for (const network of networks) await network.close()
    return { kind: 'tried', facts, checked, missing, violations }
  },
}
