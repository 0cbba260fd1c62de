import { sleep } from '../chaos/waiting'
import { exportsHold, settle, together } from './check'
import type { Fault } from './fault'
import { openStage } from './stage'

/** In all, each second: a node makes a snapshot after 500 edits of its own. */
const EDITS_A_SECOND = 240

/** Everybody types as fast as is allowed, so that all nodes compact the room again and again, as does somebody else. */
export const compacting: Fault = {
  name: 'compacting',
  title: 'All nodes compact the same room at the same time',
  async run(world, random) {
    const { size, nodes, store } = world
    const stage = await openStage(world, random)
    const { session } = stage.scene
    await stage.fleet.pace(EDITS_A_SECOND / size.clients)
    const until = performance.now() + size.goneMs + 2_000
    let compacted = 0
    while (performance.now() < until) {
      await sleep(200)
      await Promise.all([store.log.compact(session), store.log.compact(session)])
      compacted++
    }
    const violations = await exportsHold(nodes, stage)
    const outcome = await settle(world, stage)
    const { updates } = await store.log.load(session)
    const facts = [`compacted ${compacted} times beside the nodes, ${updates.length} entries left`]
    return together({ facts, checked: 0, violations }, outcome)
  },
}
