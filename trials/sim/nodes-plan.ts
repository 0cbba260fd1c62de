import {
  aroundApproval,
  aroundRestore,
  type ClientPlan,
  clientOf,
  type Deed,
  edit,
  fault,
  type Plan,
  type Step,
  skew,
} from './plan'
import { Random } from './random'

/*
 * Plans with several nodes, made from seeds of their own: the plans of one server stay what they are.
 */

/** Faults, and how often a run has them. */
const FAULTS: Partial<Record<Deed, number>> = {
  move: 4,
  'cut database': 3,
  'restart database': 3,
  'lose answers': 4,
  'cut nodes': 3,
  'bus gone': 3,
  'freeze server': 3,
  crash: 4,
  trap: 3,
  restart: 2,
  deploy: 1,
  disk: 2,
  restore: 3,
  approve: 3,
  revoke: 2,
  'access trouble': 0.5,
  read: 4,
  history: 1,
  cut: 2,
  'half-open': 2,
  sleep: 1,
  'close tab': 2,
}

/** A node that was frozen for longer sends everybody away. */
const STANDSTILL_MS = 4_000

/** A plan of two or three nodes that share a database. */
export function nodesPlanOf(seed: number): Plan {
  const random = new Random('nodes plan', seed)
  const count = random.chance(0.7) ? 2 : 3
  const people = Number(random.weighted({ 2: 5, 3: 6, 4: 4, 6: 1, 8: 0.5 }))
  const rooms = random.chance(0.1) ? ['room-a', 'room-b'] : ['room-a']
  const clients = Array.from({ length: people }, (_, index) => clientOf(index, rooms, random))
  for (const client of clients) client.role = clients.find(({ user }) => user === client.user)!.role
  const length = random.chance(0.1) ? random.int(60_000, 120_000) : random.int(5_000, 30_000)
  const moment = () => Math.floor(random.next() ** 1.2 * length)
  const steps: Step[] = []
  // Now and then so many that it is worth a snapshot.
  const isBusy = random.chance(0.06)
  for (let edits = isBusy ? random.int(90, 160) : random.int(8, 40); edits > 0; edits--)
    steps.push(edit(moment(), random.pick(clients), random))
  if (random.chance(0.3)) steps.push(...burst(moment(), clients, random))
  const kinds = new Set(Array.from({ length: random.int(1, 5) }, () => random.weighted(FAULTS)))
  for (const kind of kinds)
    for (let times = random.int(1, 3); times > 0; times--)
      steps.push(nodesFault(kind, moment(), random.pick(clients), count, random))
  if (kinds.has('restore')) steps.push(...aroundRestore(steps, clients, random))
  if (kinds.has('approve')) steps.push(...aroundApproval(steps, clients, random))
  steps.push(...aroundDecisions(steps, clients, random))
  if (random.chance(0.15)) steps.push(...formatting(moment(), clients, random))
  if (isBusy) steps.push(...leaving(length, clients, random))
  if (random.chance(0.3)) steps.push(...wandering(moment(), random.pick(clients), random))
  const least = random.pick([0.2, 1, 10])
  const [busLeast, busMost] = random.pick<[number, number]>([
    [0.3, 1],
    [1, 40],
    [2, 400],
  ])
  return {
    seed,
    nodes: {
      skews: Array.from({ length: count }, () => random.int(-20, 20)),
      database: [least, least * random.pick([2, 20, 100])],
      notifies: random.chance(0.5),
      bus: {
        latency: [busLeast, busMost],
        lost: random.pick([0, 0, 0, 0.05, 0.5]),
        doubled: random.pick([0, 0, 0.2]),
      },
    },
    clients,
    rooms,
    server: { skew: skew(random), idleMs: random.pick([500, 2_000, 30_000]) },
    disk: {
      read: random.pick([0.2, 1]),
      write: random.pick([0.3, 2, 20]),
      sync: random.pick([1, 4, 60, 400]),
    },
    steps: steps.sort((a, b) => a.at - b.at),
  }
}

/** Everybody types at the same time. */
function* burst(at: number, clients: ClientPlan[], random: Random): Generator<Step> {
  for (const { name: who } of clients)
    for (let count = random.int(3, 12); count > 0; count--)
      yield { at: at + random.int(0, 400), do: 'edit', who, what: 'rich', luck: random.uint32() }
}

/** Just when it is decided what they may do, people come to a node, and write. */
function* aroundDecisions(steps: readonly Step[], clients: ClientPlan[], random: Random): Generator<Step> {
  for (const step of [...steps]) {
    if (step.do === 'revoke')
      yield { at: Math.max(0, step.at - random.int(0, 1_500)), do: 'move', who: step.who }
    if (step.do === 'approve') {
      const reopened = step.at + step.for
      yield { at: reopened - random.int(-500, 1_500), do: 'move', who: random.pick(clients).name }
      for (const at of [step.at + random.int(-50, 100), step.at + random.int(0, 400), reopened - 20])
        yield {
          at: Math.max(0, at),
          do: 'edit',
          who: random.pick(clients).name,
          what: 'rich',
          luck: random.uint32(),
        }
    }
    if (step.do === 'freeze server' && step.for > STANDSTILL_MS && random.chance(0.5)) {
      const { name: who } = random.pick(clients)
      yield { at: step.at + random.int(0, step.for), do: 'revoke', who }
      for (let count = 0; count < 3; count++)
        yield { at: step.at + random.int(0, step.for), do: 'edit', who, what: 'line', luck: random.uint32() }
    }
  }
}

/** Some make text bold where others delete it. */
function* formatting(at: number, clients: ClientPlan[], random: Random): Generator<Step> {
  for (const { name: who } of clients)
    for (const what of ['bold', 'erase', 'bold'] as const)
      yield { at: at + random.int(0, 150), do: 'edit', who, what, luck: random.uint32() }
}

/** All go at once, and come back: each node makes its snapshot. */
function* leaving(length: number, clients: ClientPlan[], random: Random): Generator<Step> {
  const at = random.int(Math.floor(length / 2), length)
  for (const { name: who } of clients) yield { at, do: 'close tab', who, for: random.int(400, 5_000) }
}

/** Somebody goes from node to node in the midst of a sentence. */
function* wandering(at: number, { name: who }: ClientPlan, random: Random): Generator<Step> {
  for (let moves = random.int(2, 6), time = at; moves > 0; moves--, time += random.int(300, 1_500)) {
    yield { at: time, do: 'edit', who, what: 'line', luck: random.uint32() }
    yield { at: time + random.int(0, 120), do: 'move', who }
  }
}

function nodesFault(kind: Deed, at: number, client: ClientPlan, count: number, random: Random): Step {
  const node = random.int(0, count - 1)
  const other = (node + random.int(1, count - 1)) % count
  const time = random.int(
    ...random.pick<[number, number]>([
      [50, 1_500],
      [1_500, 8_000],
      [8_000, 25_000],
    ]),
  )
  switch (kind) {
    case 'move':
      return { at, do: kind, who: client.name }
    case 'cut database':
      return { at, do: kind, node, for: time }
    case 'restart database':
      return { at, do: kind, luck: random.chance(0.5), for: random.int(50, 6_000) }
    case 'lose answers':
      return { at, do: kind, share: random.pick([0.1, 0.5, 1]), for: Math.min(time, 8_000) }
    case 'cut nodes':
      return { at, do: kind, node, other, for: time }
    case 'bus gone':
      return { at, do: kind, for: time }
    case 'freeze server':
      return { at, do: kind, node, for: random.chance(0.5) ? random.int(11_000, 30_000) : time }
    case 'approve':
      return {
        at,
        do: kind,
        room: client.room,
        for: time,
        node,
        reopenedAt: random.chance(0.5) ? other : node,
      }
    default:
      return { ...fault(kind, at, client, random), node } as Step
  }
}
