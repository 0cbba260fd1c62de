import { setScene } from '../chaos/setup'
import { sleep, until } from '../chaos/waiting'
import { exportOf, logFaults, type Outcome, settle, together } from './check'
import type { Fault } from './fault'
import { Person } from './person'
import { openStage } from './stage'
import type { World } from './world'

const WORDS = 'Care work holds the economy together and nobody pays for it'.split(' ')
const TOGETHER_MS = 60_000

/** People lose their connections and get others, to another node each time, while they type. */
export const travelling: Fault = {
  name: 'moving',
  title: 'Clients move between the nodes in the middle of a sentence',
  async run(world, random) {
    const stage = await openStage(world, random)
    for (let round = 0; round < 3 * world.size.rounds; round++) {
      await sleep(300 + random.below(700))
      const some = stage.fleet.names.filter(() => random.chance(0.5))
      await stage.fleet.move(some)
    }
    const moved = await settle(world, stage)
    return together(moved, await sentences(world))
  },
}

/** One sentence each, letter by letter, by every way there is; somebody at each node reads along. */
async function sentences(world: World): Promise<Outcome> {
  const scene = await setScene(world.url)
  const bases = world.nodes.map(({ server }) => server.url)
  const pass = scene.organiser
  const writers = [
    new Person('by turns', scene, pass, bases),
    new Person('front', scene, pass, [world.url]),
    new Person('by requests', scene, pass, [world.url], 'exchange'),
  ]
  const readers = bases.map((base) => new Person(`reader at ${base}`, scene, pass, [base]))
  const people = [...writers, ...readers]
  for (const person of people) await person.saved()
  for (const [index, word] of WORDS.entries())
    for (const [at, letter] of [...`${word} `].entries()) {
      for (const writer of writers) writer.type(letter)
      await sleep(15)
      if (at === 1) writers[index % writers.length]!.move()
    }
  const sentence = WORDS.join(' ')
  const hasAll = (text: string) => text.split(sentence).length === writers.length + 1
  const isTogether = () => people.every(({ state, text }) => state.kind === 'saved' && hasAll(text))
  const took = await until(isTogether, TOGETHER_MS)
  const violations: string[] = []
  if (took === undefined)
    for (const { name, state, text } of people) violations.push(`${name}, ${state.kind}, has ${text}`)
  for (const node of world.nodes) {
    const { text } = await exportOf(node, scene)
    if (!hasAll(text)) violations.push(`the export of ${node.name} has ${text}`)
  }
  violations.push(...(await logFaults(world, scene.session)))
  for (const person of people) person.leave()
  return { facts: [`${writers.length} sentences whole`], checked: writers.length, violations }
}
