import { seconds, sleep, until } from '../chaos/waiting'
import { settle, together } from './check'
import { faultsAfter, isHeard, prepareDecisions } from './decisions'
import type { Fault } from './fault'
import { loyalTo, openStage } from './stage'

const LATE = 'overdue'
const HEARING_MS = 30_000

/**
 * SIGSTOP to a node, which goes on with what it believed. Meanwhile reports are approved and brought back, somebody is
 * shut out and somebody signs out, all at another node; what people at the frozen one typed since waits in its sockets.
 */
export const frozen: Fault = {
  name: 'node frozen',
  title: 'A node stands still, and goes on with what it knew before',
  async run(world, random) {
    const { nodes, size } = world
    const stage = await openStage(world, random)
    const [other, still] = [nodes[0]!, nodes.at(-1)!]
    const decisions = await prepareDecisions(world, [still, other])
    const here = ({ name }: { name: string }) => name.endsWith(still.name)
    const violations: string[] = []

    still.server.signal('SIGSTOP')
    // A signal takes a moment; what was answered until then is on its way.
    await sleep(200)
    await stage.fleet.openWindow(loyalTo(world, nodes.length - 1))
    const since = performance.now()
    for (const { people } of decisions) for (const person of people.filter(here)) person.type(LATE)
    for (const { decide } of decisions) await decide(other)
    await sleep(size.frozenMs - (performance.now() - since))
    for (const { name, state } of decisions.flatMap(({ people }) => people.filter(here)))
      if (state.kind === 'saved') violations.push(`${name}: saved by a node that stands still`)
    await stage.fleet.closeWindow(loyalTo(world, nodes.length - 1))
    still.server.signal('SIGCONT')

    const outcome = await settle(world, stage)
    await until(() => decisions.every(isHeard), HEARING_MS)
    for (const decision of decisions) violations.push(...(await faultsAfter(world, decision, LATE)))
    for (const { people } of decisions) for (const person of people) person.leave()
    return together({ facts: [`frozen for ${seconds(size.frozenMs)}`], checked: 0, violations }, outcome)
  },
}
