import type { Role } from '@/lib/report/access'
import type { DiskFaults, Point } from './disk'
import type { EditKind } from './edits'
import type { NodesPlan } from './nodes'
import { Random } from './random'
import type { Purpose } from './tables'

/*
 * What happens in a run, as data: made from a seed, and made smaller by leaving steps out. Every step is complete by
 * itself (what begins also ends), so that any of them may be left out.
 */

/** A page with our own client; a stock Yjs client; and a foreign one that counts confirmations, too. */
export type ClientKind = 'page' | 'stock' | 'counting'

export type ClientPlan = {
  name: string
  kind: ClientKind
  user: string
  role: Role
  room: string
  /** Milliseconds that its clock is wrong. */
  skew: number
  /** Milliseconds a frame takes at least, and at most. */
  latency: [number, number]
}

export type Step = { at: number } & (
  | { do: 'edit'; who: string; what: EditKind; luck: number }
  | { do: 'undo' | 'redo'; who: string }
  | { do: 'compose'; who: string; for: number }
  | { do: 'cut'; who: string; way: 'up' | 'down' | 'both'; for: number }
  | { do: 'half-open'; who: string }
  | { do: 'sleep'; who: string; for: number }
  | { do: 'close tab'; who: string; for: number }
  | { do: 'set clock'; who: string; by: number }
  | ({ do: 'freeze server'; for: number } & AtNode)
  | ({ do: 'crash'; how: 'killed' | 'power'; luck: boolean; for: number } & AtNode)
  | ({
      do: 'trap'
      purpose: Purpose
      point: Point
      how: 'killed' | 'power'
      luck: boolean
      for: number
    } & AtNode)
  | ({ do: 'restart'; for: number } & AtNode)
  | { do: 'deploy'; for: number }
  | { do: 'disk'; faults: Partial<DiskFaults>; for: number }
  | { do: 'rot'; room: string; luck: number; for: number }
  | ({ do: 'restore'; room: string; back: number } & AtNode)
  | ({ do: 'approve'; room: string; for: number; reopenedAt?: number } & AtNode)
  | { do: 'revoke'; who: string }
  | { do: 'access trouble'; what: 'version' | 'people' | 'both'; for: number }
  | ({ do: 'read'; room: string } & AtNode)
  | ({ do: 'history'; room: string } & AtNode)
  // Where there are several nodes
  | { do: 'move'; who: string }
  | ({ do: 'cut database'; for: number } & AtNode)
  | { do: 'restart database'; luck: boolean; for: number }
  | { do: 'lose answers'; share: number; for: number }
  | ({ do: 'cut nodes'; other: number; for: number } & AtNode)
  | { do: 'bus gone'; for: number }
)
/** Which server, if there are several. */
type AtNode = { node?: number }
export type Deed = Step['do']

export type Plan = {
  seed: number
  /** There are several servers. */
  nodes?: NodesPlan
  clients: ClientPlan[]
  rooms: string[]
  server: { skew: number; idleMs: number }
  disk: { read: number; write: number; sync: number }
  steps: Step[]
}

/** Faults, and how often a run has them. */
const FAULTS: Partial<Record<Deed, number>> = {
  cut: 5,
  'half-open': 2,
  sleep: 3,
  'close tab': 2,
  compose: 2,
  'set clock': 2,
  'freeze server': 2,
  crash: 4,
  trap: 4,
  restart: 2,
  deploy: 1,
  disk: 4,
  rot: 1,
  restore: 2,
  approve: 2,
  revoke: 2,
  'access trouble': 1,
  read: 4,
  history: 2,
}

const ROLES: readonly Role[] = [
  'rapporteur',
  'rapporteur',
  'rapporteur',
  'moderator',
  'moderator',
  'organiser',
]

export function planOf(seed: number): Plan {
  const random = new Random('plan', seed)
  const count = Number(random.weighted({ 2: 5, 3: 6, 4: 4, 5: 2, 6: 1, 8: 0.5, 10: 0.25, 12: 0.25 }))
  const rooms = random.chance(0.15) ? ['room-a', 'room-b'] : ['room-a']
  const clients = Array.from({ length: count }, (_, index) => clientOf(index, rooms, random))
  // A person has one role, in however many tabs.
  for (const client of clients) client.role = clients.find(({ user }) => user === client.user)!.role
  const length = random.chance(0.12) ? random.int(70_000, 200_000) : random.int(6_000, 30_000)
  const steps: Step[] = []
  const moment = () => Math.floor(random.next() ** 1.2 * length)
  for (let count = random.int(6, 30); count > 0; count--)
    steps.push(edit(moment(), random.pick(clients), random))
  // Few kinds of fault in one run, so that what comes of one shows.
  const kinds = new Set(Array.from({ length: random.int(1, 4) }, () => random.weighted(FAULTS)))
  for (const kind of kinds)
    for (let times = random.int(1, 3); times > 0; times--)
      steps.push(fault(kind, moment(), random.pick(clients), random))
  if (kinds.has('restore')) steps.push(...aroundRestore(steps, clients, random))
  if (kinds.has('approve')) steps.push(...aroundApproval(steps, clients, random))
  const isEvicted = random.chance(0.08)
  if (isEvicted) steps.push(...leaving(clients, moment(), random))
  // Who cannot be asked about matters where somebody is revoked.
  if (kinds.has('access trouble')) steps.push(fault('revoke', moment(), random.pick(clients), random))
  if (random.chance(0.3)) steps.push({ at: moment(), do: 'read', room: random.pick(rooms) })
  return {
    seed,
    clients,
    rooms,
    server: { skew: skew(random), idleMs: isEvicted ? 500 : random.pick([500, 2_000, 30_000]) },
    disk: {
      read: random.pick([0.2, 1, 5]),
      write: random.pick([0.3, 2, 20]),
      sync: isEvicted ? 900 : random.pick([1, 4, 60, 400]),
    },
    steps: steps.sort((a, b) => a.at - b.at),
  }
}

/** Somebody is away while the report is brought back, and the history is looked at afterwards. */
export function* aroundRestore(steps: Step[], clients: ClientPlan[], random: Random): Generator<Step> {
  for (const { at } of steps.filter(({ do: what }) => what === 'restore')) {
    const { name: who } = random.pick(clients)
    const away = { at: Math.max(0, at - random.int(0, 500)), who, for: random.int(1_000, 6_000) }
    yield random.chance(0.5) ? { ...away, do: 'close tab' } : { ...away, do: 'cut', way: 'both' }
    if (random.chance(0.5)) yield { at: at + random.int(500, 5_000), do: 'history', room: clients[0]!.room }
  }
}

/** Somebody writes just when the report is approved, and again as soon as it is reopened. */
export function* aroundApproval(steps: Step[], clients: ClientPlan[], random: Random): Generator<Step> {
  for (const step of steps.filter(({ do: what }) => what === 'approve')) {
    const { name: who } = random.pick(clients)
    const reopened = step.at + ('for' in step ? step.for : 0)
    yield { at: step.at + 5, do: 'edit', who, what: random.pick(['erase', 'rich']), luck: random.uint32() }
    for (let count = 0; count < 4; count++)
      yield { at: reopened + random.int(0, 600), do: 'edit', who, what: 'line', luck: random.uint32() }
  }
}

/** All leave right after an edit that the disk does not take at once; the others come back before it does. */
function* leaving(clients: ClientPlan[], at: number, random: Random): Generator<Step> {
  const typing = random.pick(clients)
  yield { at, do: 'edit', who: typing.name, what: 'rich', luck: random.uint32() }
  if (random.chance(0.5)) yield { at, do: 'disk', faults: { sync: 'fails' }, for: random.int(2_000, 8_000) }
  for (const { name: who } of clients)
    yield {
      at: at + 200,
      do: 'close tab',
      who,
      for: who === typing.name ? 60_000 : 400 + random.int(0, 3_000),
    }
}

export function skew(random: Random): number {
  return random.chance(0.5) ? 0 : random.int(-3_600_000, 3_600_000)
}

export function clientOf(index: number, rooms: string[], random: Random): ClientPlan {
  const name = `c${index}`
  const least = random.pick([0.5, 5, 40])
  return {
    name,
    kind: random.weighted<ClientKind>({ page: 7, stock: 1, counting: 1.5 }),
    // Now and then somebody has two tabs.
    user: index > 0 && random.chance(0.1) ? `u${index - 1}` : `u${index}`,
    role: index > 0 && random.chance(0.08) ? 'reader' : random.pick(ROLES),
    room: rooms[index % rooms.length]!,
    skew: skew(random),
    latency: [least, random.chance(0.25) ? 2_000 : least * 4],
  }
}

const EDITS: Partial<Record<EditKind, number>> = {
  line: 5,
  rich: 8,
  paragraph: 3,
  conclusion: 1.5,
  person: 1.5,
  question: 1.5,
  value: 1,
  erase: 2,
  remove: 1,
  bold: 0.7,
  newer: 0.7,
  trespass: 0.15,
}

export function edit(at: number, { name: who }: ClientPlan, random: Random): Step {
  if (random.chance(0.1)) return { at, do: random.chance(0.8) ? 'undo' : 'redo', who }
  return { at, do: 'edit', who, what: random.weighted(EDITS), luck: random.uint32() }
}

export function fault(kind: Deed, at: number, { name: who, room }: ClientPlan, random: Random): Step {
  const long = random.weighted({ short: 3, medium: 3, long: 2 })
  const time = {
    short: random.int(50, 1_500),
    medium: random.int(1_500, 8_000),
    long: random.int(8_000, 25_000),
  }[long]
  const how = random.pick(['killed', 'power'] as const)
  const luck = random.chance(0.3)
  switch (kind) {
    case 'cut':
      return { at, do: kind, who, way: random.pick(['up', 'down', 'both']), for: time }
    case 'half-open':
    case 'revoke':
      return { at, do: kind, who }
    case 'sleep':
    case 'close tab':
    case 'compose':
      return { at, do: kind, who, for: time }
    case 'set clock':
      return {
        at,
        do: kind,
        who: random.chance(0.5) ? 'server' : who,
        by: random.pick([-1, 1]) * random.pick([700, 20_000, 3_600_000]),
      }
    case 'crash':
      return { at, do: kind, how, luck, for: random.int(100, 4_000) }
    case 'trap': {
      const purpose = random.weighted<Purpose>({ append: 5, compact: 3, read: 2, restart: 1 })
      const point =
        purpose === 'read'
          ? 'before write'
          : random.pick(['before write', 'after write', 'after sync'] as const)
      return { at, do: kind, purpose, point, how, luck, for: random.int(100, 4_000) }
    }
    case 'disk': {
      const faults = random.pick<Partial<DiskFaults>>([
        { full: true },
        { sync: 'fails' },
        { sync: 'fails late' },
        { unreadable: true },
        { slowness: 30 },
        { slowness: 8, sync: 'fails' },
      ])
      return { at, do: kind, faults, for: time }
    }
    case 'rot':
      return { at, do: kind, room, luck: random.uint32(), for: time }
    case 'restore':
      return { at, do: kind, room, back: random.pick([0, 3_000, 10_000, 60_000]) }
    case 'freeze server':
      return { at, do: kind, for: time }
    case 'access trouble':
      return { at, do: kind, what: random.pick(['version', 'people', 'both']), for: time }
    case 'restart':
    case 'deploy':
      return { at, do: kind, for: random.int(100, 3_000) }
    case 'approve':
      return { at, do: kind, room, for: time }
    case 'read':
    case 'history':
      return { at, do: kind, room }
    default:
      throw new Error('No fault of one server')
  }
}
