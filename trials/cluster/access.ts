import { addGuest, setScene } from '../chaos/setup'
import { seconds, until } from '../chaos/waiting'
import { type Outcome, together } from './check'
import { faultsAfter, isHeard, prepareDecisions } from './decisions'
import type { Fault } from './fault'
import { Person } from './person'
import type { World } from './world'

/** No fault, but what has to be true on all nodes: who is shut out anywhere is out everywhere, and people see each other. */
export const acrossNodes: Fault = {
  name: 'across nodes',
  title: 'Sign-out, revocation, approval and a restore reach every node, and so do people',
  async run(world) {
    return together(await shutOut(world), await seeing(world))
  },
}

async function shutOut(world: World): Promise<Outcome> {
  const { nodes, size } = world
  const decisions = await prepareDecisions(world, nodes)
  const facts: string[] = []
  const violations: string[] = []
  for (const decision of decisions) {
    await decision.decide(nodes[0]!)
    const took = await until(() => isHeard(decision), size.closingMs)
    facts.push(`${decision.name} everywhere after ${seconds(took)}`)
    for (const person of decision.people) person.type('overdue')
  }
  for (const decision of decisions) {
    violations.push(...(await faultsAfter(world, decision, 'overdue')))
    for (const person of decision.people) person.leave()
  }
  return { facts, checked: decisions.length, violations }
}

async function seeing(world: World): Promise<Outcome> {
  const { nodes, size } = world
  const scene = await setScene(world.url)
  const people: Person[] = []
  for (const { name, server } of nodes) {
    const guest = await addGuest(world.url, scene, 'rapporteur', `Guest at ${name}`)
    people.push(new Person(`Guest at ${name}`, scene, guest, [server.url]))
  }
  const violations: string[] = []
  const names = people.map(({ name }) => name)
  for (const person of people) await person.saved()
  for (const person of people) person.appear()
  const isSeen = () =>
    people.every(({ name, sees }) => names.every((other) => other === name || sees.includes(other)))
  if ((await until(isSeen, size.closingMs)) === undefined)
    for (const { name, sees } of people) violations.push(`${name} sees only ${sees.join(', ') || 'nobody'}`)
  const [gone, ...rest] = people
  gone!.leave()
  const isUnseen = () => rest.every(({ sees }) => !sees.includes(gone!.name))
  if ((await until(isUnseen, size.closingMs)) === undefined) violations.push(`${gone!.name} is still seen`)
  for (const person of rest) person.leave()
  return { facts: [], checked: people.length, violations }
}
