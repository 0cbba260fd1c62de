// First: what follows takes the time and chance that it finds.
import './sources'
import type { Client } from './client'
import { doStep, reopen } from './deeds'
import type { Plan } from './plan'
import { Violation } from './rules'
import { withSources } from './sources'
import { documentOf, isPending, stateOf, textOf } from './spans'
import { World } from './world'

/** How a run ended. */
export type Outcome = {
  /** Two runs of one plan have the same. */
  hash: string
  failure: { rule: string; words: string } | undefined
  /** What happened, if it was asked for. */
  lines: string[]
  /** Edits done, and how many of them were durable in the end. */
  edits: number
  durable: number
}

/** How long coming back may take once nothing stands in the way: noticing it, waiting, opening. */
const BACK_MS = 45_000
/** SPEC.md, rule 5 */
const IDENTICAL_MS = 5_000

/** Who went without a word is gone for all by then. */
const GONE_MS = 75_000
/** In one run of so many it is looked at. */
const PRESENCE_OF = 4

/** Those that have no future: nobody may come back after these. */
const FOR_GOOD = ['restored', 'notAllowed', 'forged', 'revoked', 'unknownRoot']

/** What only an attacker, or a client that is broken, is told. */
const FOR_ATTACKERS = ['forged', 'unknownRoot', 'badMessage', 'tooLarge', 'tooFast']

/** Does what the plan says, and looks after each step whether every rule holds. */
export async function runPlan(plan: Plan, isLoud = false): Promise<Outcome> {
  const world = new World(plan, isLoud)
  let failure: Outcome['failure']
  const onRejection = (error: unknown) => world.oracle.guard(() => fail(error))
  process.on('unhandledRejection', onRejection)
  try {
    await withSources(world.sources(), () => play(world))
  } catch (error) {
    failure =
      error instanceof Violation
        ? { rule: `${error.rule}`, words: error.message }
        : { rule: '6', words: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    world.trace.say(failure.words)
  } finally {
    process.off('unhandledRejection', onRejection)
  }
  const { edits } = world.oracle
  return {
    hash: world.trace.hash,
    failure,
    lines: world.trace.lines,
    edits: edits.length,
    durable: edits.filter(({ seq }) => seq !== undefined).length,
  }
}

function fail(error: unknown): never {
  throw error
}

async function play(world: World): Promise<void> {
  const { plan, schedule } = world
  await world.begin()
  for (const step of plan.steps) schedule.at(step.at, () => doStep(world, step))
  const end = plan.steps.at(-1)?.at ?? 0
  await world.run(() => end)
  await heal(world)
  await agree(world)
  // It takes long, and tells little more in another run.
  if (plan.nodes && plan.seed % PRESENCE_OF === 0) await seeEachOther(world)
  await leave(world)
}

/** Nothing stands in the way of anybody any more, and whoever may come back does. */
async function heal(world: World): Promise<void> {
  const { plan, schedule, servers, oracle } = world
  const wake = () => {
    for (const { machine } of servers) machine.wake()
  }
  world.trace.say('heal')
  world.setFaults({})
  for (const server of servers) server.trap = undefined
  world.endAccessTrouble()
  for (const mend of world.mends.values()) mend()
  world.healNodes()
  wake()
  // What was begun comes to its end.
  const settled = schedule.now + 15_000
  await world.run(() => settled)
  world.setFaults({})
  for (const mend of world.mends.values()) mend()
  world.endAccessTrouble()
  world.healNodes()
  wake()
  for (const server of servers) world.boot(server)
  checkTurnedAway(world)
  for (const room of plan.rooms) reopen(world, room, servers[plan.seed % servers.length]!)
  for (const client of world.clients) {
    client.machine.wake()
    client.line.calm()
    client.compose(false)
    // Who has nothing left to say may stay away.
    if (!client.tab && (oracle.pending.has(client) || (plan.seed + Number(client.name.slice(1))) % 2 === 0))
      world.open(client)
    const closed = client.closed()
    if (closed && !FOR_GOOD.includes(closed)) world.reload(client)
  }
  const until = schedule.now + BACK_MS
  const isHere = (client: Client) => isBack(client) && !(world.nodes && isShutOut(client))
  await world.run(() =>
    present(world).every(isHere) && !servers.some(({ machine }) => machine.isAsleep) ? schedule.now : until,
  )
  const away = present(world).find((client) => !isHere(client))
  if (away)
    throw new Violation(
      12,
      `${away.name} is not back after ${BACK_MS / 1000} s, with nothing in its way: it shows “${away.shown()?.kind}”, ${away.closed() ?? 'open'}, ${away.wire?.isWhole ? 'connected' : 'not connected'}`,
    )
}

/** All of them are honest; some try to write what is not theirs to write. */
function checkTurnedAway(world: World): void {
  if (world.failedAt) throw new Violation('honest', `the server failed at what ${world.failedAt} sent`)
  for (const client of world.clients) {
    const code = client.closed()
    if (!code) continue
    const hasTried = world.oracle.edits.some((edit) => edit.client === client && !edit.isAllowed)
    if (FOR_ATTACKERS.includes(code) || (code === 'notAllowed' && !hasTried))
      throw new Violation('honest', `${client.name} was turned away: ${code}`)
  }
}

/** Who is here and has not been turned away. */
function present(world: World): Client[] {
  return world.clients.filter(
    (client) => client.tab && !client.closed() && world.access.mayCome(client.plan.user),
  )
}

function isBack(client: Client): boolean {
  if (!client.wire?.isWhole) return false
  const kind = client.shown()?.kind
  return client.isOurs ? kind === 'saved' || kind === 'readonly' : true
}

/** Everybody writes once more; then all are quiet, and hold the same. */
async function agree(world: World): Promise<void> {
  // What was written last must not wait until somebody writes again.
  if (world.nodes) await compare(world)
  for (const client of present(world)) if (client.plan.role !== 'reader') client.edit('line', 1)
  await compare(world)
}

async function compare(world: World): Promise<void> {
  const { oracle, plan, schedule } = world
  const quiet = schedule.now + IDENTICAL_MS
  await world.run(() => quiet)
  checkTurnedAway(world)
  checkWriting(world)
  oracle.auditAll()
  await oracle.check()
  for (const room of plan.rooms) await compareRoom(world, room)
}

async function compareRoom(world: World, room: string): Promise<void> {
  const { oracle, servers } = world
  const truth = oracle.truths.get(room)!
  const lost = truth.lost()
  const there = present(world).filter(({ plan: { room: own } }) => own === room)
  const states = new Map<string, { state: string; text: string; pending: boolean }>()
  for (const { machine, running } of servers) {
    if (!running) throw new Violation(12, `the ${machine.name} does not run`)
    const held = documentOf([await world.until(running.rooms.encode(room))])
    const whole = { state: stateOf(held), text: textOf(held), pending: isPending(held) }
    states.set(`the ${machine.name}`, whole)
  }
  for (const { name, tab } of there)
    states.set(name, { state: stateOf(tab!.doc), text: textOf(tab!.doc), pending: isPending(tab!.doc) })
  for (const [name, { state, text, pending }] of states) {
    if (pending) throw new Violation(5, `something is pending at ${name}`)
    if (state !== truth.state()) throw new Violation(5, `${name} and the disk hold different texts`)
    const revenant = lost.find((token) => text.includes(token))
    if (revenant) throw new Violation(8, `${revenant} from before the restore is back at ${name}`)
  }
  for (const client of there) {
    const [waiting] = oracle.pending.get(client) ?? []
    if (waiting) throw new Violation(5, `${waiting.token || 'an edit'} of ${client.name} is not on the disk`)
    checkNames(client)
  }
}

/** After a while everybody sees everybody who is there, on whatever node, and nobody else. */
async function seeEachOther(world: World): Promise<void> {
  const until = world.schedule.now + GONE_MS
  await world.run(() => until)
  const here = present(world).filter(({ isOurs }) => isOurs)
  for (const { name, plan, tab } of here) {
    const seen = [...tab!.awareness.getStates().keys()].sort()
    const there = here.filter((other) => other.plan.room === plan.room)
    const ids = there.map((other) => other.tab!.doc.clientID).sort()
    if (seen.join() !== ids.join())
      throw new Violation(
        'presence',
        `${name} sees ${seen.length} (${seen}), and ${ids.length} (${ids}) are there`,
      )
  }
}

function checkWriting(world: World): void {
  for (const { name, plan, wire } of world.clients)
    if (!world.access.mayCome(plan.user) && wire?.isWhole)
      throw new Violation(9, `${name} was revoked, and is still in`)
  for (const client of present(world))
    if (world.access.state(client.plan.room) === 'draft' && isShutOut(client))
      throw new Violation('honest', `${client.name} may write, and its page takes nothing`)
}

/** Whether its page takes nothing of somebody who writes. */
function isShutOut(client: Client): boolean {
  return client.plan.role !== 'reader' && client.shown()?.kind === 'readonly'
}

function checkNames({ name, tab }: Client): void {
  for (const [id, { user }] of tab!.awareness.getStates())
    if (id !== tab!.doc.clientID && user && user.name !== `name of ${user.id}`)
      throw new Violation(10, `${name} sees “${user.name}”`)
}

/** All go; the rooms are let go of; and what is on the disk is still what was written. */
async function leave(world: World): Promise<void> {
  const { schedule, plan, oracle } = world
  world.isOver = true
  for (const client of world.clients) client.close()
  const gone = schedule.now + plan.server.idleMs + 20_000
  await world.run(() => gone)
  for (const { running } of world.servers) {
    const rooms = running?.rooms.stats().rooms ?? 0
    if (rooms > 0) throw new Violation(12, `${rooms} rooms stay open with nobody in them`)
  }
  oracle.auditAll()
  await oracle.check()
}
