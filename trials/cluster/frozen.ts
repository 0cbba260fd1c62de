import { seconds, sleep, until } from '../chaos/waiting'
import { type Outcome, settle, together } from './check'
import { type Decision, type DecisionName, faultsAfter, isHeard, prepareDecisions } from './decisions'
import type { Fault } from './fault'
import { loyalTo, openStage, type Stage } from './stage'
import type { Node, World } from './world'

const LATE = 'overdue'
const HEARING_MS = 30_000

/** How long a node without its database believes what it knew, at most. */
const BELIEVING_MS = 5_000

/**
 * SIGSTOP to a node, which goes on with what it believed. Meanwhile reports are approved and brought back, somebody is
 * shut out and somebody signs out, all at another node; what people at the frozen one typed since waits in its sockets.
 */
export const frozen: Fault = {
  name: 'node frozen',
  title: 'A node stands still, and goes on with what it knew before',
  async run(world, random) {
    const stage = await openStage(world, random)
    // So short that it does not notice: then it is the log that refuses what comes too late.
    const moment = await standStill(world, await prepare(world, stage, ['approval', 'restore']), 0)
    await stage.fleet.pace(world.size.editsASecond)
    return together(moment, await standStill(world, await prepare(world, stage), world.size.frozenMs))
  },
}

/** For so long, and at least until all is decided. */
async function standStill(world: World, scene: Late, ms: number): Promise<Outcome> {
  scene.late.server.signal('SIGSTOP')
  // A signal takes a moment; what was answered until then is on its way.
  await sleep(200)
  const since = performance.now()
  const violations = await decideMeanwhile(world, scene, ms)
  scene.late.server.signal('SIGCONT')
  const fact = { facts: [`frozen for ${seconds(performance.now() - since)}`], checked: 0, violations: [] }
  return together(fact, await judge(world, scene, violations))
}

/** The same with a node that lost its way to the database, and does not know what is decided elsewhere. */
export const withoutDatabase: Fault = {
  name: 'node without database',
  title: 'A node loses its way to the database, while others decide who may write',
  async run(world, random) {
    const scene = await prepare(world, await openStage(world, random))
    scene.late.database.cut('hole')
    await sleep(BELIEVING_MS)
    const violations = await decideMeanwhile(world, scene, world.size.goneMs)
    scene.late.database.heal()
    return judge(world, scene, violations)
  },
}

/** `late`: the node that will know too late, as do the people there. */
type Late = { stage: Stage; decisions: Decision[]; late: Node }

async function prepare(world: World, stage: Stage, names?: DecisionName[]): Promise<Late> {
  const late = world.nodes.at(-1)!
  return { stage, decisions: await prepareDecisions(world, [late, world.nodes[0]!], names), late }
}

/** Everything is decided at another node, and people at this one type in vain. */
async function decideMeanwhile(
  world: World,
  { stage, decisions, late }: Late,
  ms: number,
): Promise<string[]> {
  const loyal = loyalTo(world, world.nodes.length - 1)
  const here = decisions.flatMap(({ people }) => people).filter(({ name }) => name.endsWith(late.name))
  await stage.fleet.openWindow(loyal)
  const since = performance.now()
  for (const person of here) person.type(LATE)
  await Promise.all(decisions.map(({ decide }) => decide(world.nodes[0]!)))
  await sleep(Math.max(0, ms - (performance.now() - since)))
  await stage.fleet.closeWindow(loyal)
  return here
    .filter(({ state }) => state.kind === 'saved')
    .map(({ name }) => `${name}: saved by a node that cannot know`)
}

async function judge(world: World, { stage, decisions }: Late, violations: string[]): Promise<Outcome> {
  const outcome = await settle(world, stage)
  await until(() => decisions.every(isHeard), HEARING_MS)
  for (const decision of decisions) violations.push(...(await faultsAfter(world, decision, LATE)))
  for (const { people } of decisions) for (const person of people) person.leave()
  return together({ facts: [], checked: 0, violations }, outcome)
}
