import { seconds, sleep } from '../chaos/waiting'
import { exportsHold, settle, together } from './check'
import type { Fault } from './fault'
import { openStage } from './stage'

/** Nothing gets through from node to node: once without a word, once held back until later. The database stays. */
export const apart: Fault = {
  name: 'nodes apart',
  title: 'The nodes are cut off from each other, and hear what was said later, or never',
  async run(world, random) {
    const { nodes, size } = world
    const stage = await openStage(world, random)
    const cut = nodes.at(-1)!
    await sleep(1_000)
    cut.bus.cut('hole')
    await sleep(size.goneMs)
    // Who asks for an export gets all that was confirmed, whichever node is asked.
    const violations = await exportsHold(nodes, stage)
    cut.bus.heal()
    const hole = await settle(world, stage)
    await stage.fleet.pace(size.editsASecond)
    await sleep(500)
    cut.bus.cut('late')
    await sleep(size.goneMs / 2)
    violations.push(...(await exportsHold(nodes, stage)))
    cut.bus.heal()
    const late = await settle(world, stage)
    const facts = [`apart for ${seconds(size.goneMs)}`]
    return together({ facts, checked: 0, violations }, hole, late)
  },
}
