import type { HistoryPoint } from '@/server/store/store'
import type { Client } from './client'
import { damageOf } from './damage'
import type { Plan, Step } from './plan'
import { TEMPLATE } from './report'
import { Violation } from './rules'
import type { Server } from './server'
import { documentOf, plainOf, stateOf, textOf } from './spans'
import type { Truth } from './truth'
import type { World } from './world'

/*
 * Each step of a plan, done to a world. What begins here also sees to its end.
 */

const MINUTE_MS = 60_000
const NEWER = 1
/** From one node's deployment to the next. */
const BETWEEN_MS = 2_000

type Of<D extends Step['do']> = Extract<Step, { do: D }>
type Deeds = { [D in Step['do']]: (world: World, step: Of<D>) => void }

export function doStep(world: World, step: Plan['steps'][number]): void {
  const { at: _, do: name, ...rest } = step
  world.trace.say(`${name} ${JSON.stringify(rest)}`)
  const deed = DEEDS[name] as (world: World, step: Plan['steps'][number]) => void
  deed(world, step)
}

const on = (world: World, name: string, work: (client: Client) => void) => {
  const client = world.client(name)
  if (client) work(client)
}

const DEEDS: Deeds = {
  edit: (world, { who, what, luck }) => on(world, who, (client) => void client.edit(what, luck)),
  undo: (world, { who }) => on(world, who, (client) => client.undo('undo')),
  redo: (world, { who }) => on(world, who, (client) => client.undo('redo')),
  compose: (world, { who, for: ms }) =>
    on(world, who, (client) => {
      client.compose(true)
      world.schedule.after(ms, () => client.compose(false))
    }),
  cut: (world, { who, way, for: ms }) =>
    on(world, who, ({ line }) => {
      for (const one of way === 'both' ? (['up', 'down'] as const) : [way]) line.hold(one)
      world.schedule.after(ms, () => line.release())
    }),
  'half-open': (world, { who }) => on(world, who, ({ line }) => line.blackHole()),
  sleep: (world, { who, for: ms }) =>
    on(world, who, ({ machine }) => {
      machine.sleep()
      world.schedule.after(ms, () => machine.wake())
    }),
  'close tab': (world, { who, for: ms }) =>
    on(world, who, (client) => {
      if (!client.machine.isAsleep) client.close()
      world.schedule.after(ms, () => world.open(client))
    }),
  'set clock': (world, { who, by }) => world.machine(who)?.jump(by),
  'freeze server'(world, step) {
    const { machine } = world.server(step)
    machine.sleep()
    world.schedule.after(step.for, () => machine.wake())
  },
  crash(world, step) {
    const server = world.server(step)
    if (server.running) world.crash(server, step.how, step.luck, step.for)
  },
  trap(world, step) {
    const { purpose, point, how, luck, for: ms } = step
    const server = world.server(step)
    server.trap = { purpose, point, crash: () => world.crash(server, how, luck, ms) }
  },
  restart: (world, step) => world.restart(world.server(step), step.for),
  deploy(world, { for: ms }) {
    // One after the other.
    world.servers.forEach((server, index) => {
      const restart = () => world.restart(server, ms, server.schema + NEWER)
      if (index === 0) restart()
      else world.schedule.after(index * (ms + BETWEEN_MS), restart)
    })
  },
  disk(world, { faults, for: ms }) {
    world.setFaults(faults)
    world.schedule.after(ms, () => world.setFaults({}))
  },
  rot(world, { room, luck, for: ms }) {
    if (world.oracle.rotten.has(room)) return
    const damage = damageOf(world.disk.synced, room, luck)
    world.disk.damages = [...world.disk.damages, damage]
    world.oracle.rotten.add(room)
    const mend = () => {
      world.disk.damages = world.disk.damages.filter((other) => other !== damage)
      if (world.mends.get(room) === mend) world.mends.delete(room)
      if (!world.mends.has(room)) world.oracle.rotten.delete(room)
    }
    world.mends.set(room, mend)
    world.schedule.after(ms, mend)
  },
  restore(world, step) {
    const { room, back } = step
    const { running, machine } = world.server(step)
    const at = Math.floor(machine.wall()) - back
    const { head } = world.oracle.truths.get(room)!
    running?.process.run(() => {
      running.rooms.restore(room, 'keeper', at).then(
        ({ seq }) => world.oracle.guard(() => checkRestored(world, room, { at, head, seq })),
        (error) => {
          world.trace.say(`not restored: ${error}`)
          const isExcused =
            /^(EIO|ENOSPC)/.test(error.message) ||
            ['NoHistory', 'EpochEnded', 'RoomFrozen'].includes(error.name) ||
            world.oracle.rotten.has(room)
          if (!isExcused)
            world.oracle.guard(() => {
              throw new Violation(14, `${room} cannot be brought back: ${error.message}`)
            })
        },
      )
    })
  },
  approve(world, step) {
    const { room, reopenedAt = step.node ?? 0 } = step
    approve(world, room, world.server(step))
    world.schedule.after(step.for, () => reopen(world, room, world.server({ node: reopenedAt })))
  },
  revoke: (world, { who }) =>
    on(world, who, ({ plan }) => {
      world.access.setRole(plan.user, undefined)
      world.oracle.revoke(plan.user, world.servers)
    }),
  'access trouble'(world, { what, for: ms }) {
    world.access.trouble = what
    world.schedule.after(ms, () => world.endAccessTrouble())
  },
  read(world, step) {
    const { room } = step
    const { running } = world.server(step)
    running?.process.run(() => {
      const expected = world.oracle.confirmed(room)
      running.rooms.read(room, TEMPLATE).then(
        ({ report, seq }) => {
          world.trace.say(`read ${room} at ${seq}`)
          world.oracle.guard(() => world.oracle.checkReading(room, expected, plainOf(report), seq))
        },
        (error) => world.trace.say(`not read: ${error}`),
      )
    })
  },
  history(world, step) {
    const { room } = step
    const { running } = world.server(step)
    const isRotten = world.oracle.rotten.has(room)
    running?.process.run(() => {
      const { head } = world.oracle.truths.get(room)!
      const asked = running.log.history(room).then(async (points) => {
        world.trace.say(`history of ${room}: ${points.map(({ seq }) => seq).join(' ')}`)
        world.oracle.guard(() => checkPoints(world, room, points, head))
        const truth = world.oracle.truths.get(room)!
        for (const point of [...points.slice(0, 2), ...points.slice(-1)]) {
          // What is written meanwhile may become one entry with what was: then the minute before is what can be had.
          const isQuiet = () => truth.head === points[0]?.seq
          const found = await running.log.loadAt(room, point.at).catch((error) => {
            if (isQuiet()) throw error
          })
          if (found) world.oracle.guard(() => checkPoint(truth, point, found, isQuiet()))
        }
      })
      asked.catch((error) => {
        world.trace.say(`no history: ${error}`)
        if (!isRotten && !world.oracle.rotten.has(room) && error.name !== 'Error')
          world.oracle.guard(() => {
            throw new Violation(14, `the history of ${room} cannot be read: ${error.message}`)
          })
      })
    })
  },
  move: (world, { who }) => on(world, who, ({ wire }) => wire?.sever()),
  'cut database'(world, step) {
    const server = world.server(step)
    world.cutFromDatabase(server)
    world.schedule.after(step.for, () => world.mendToDatabase(server))
  },
  'restart database': (world, { luck, for: ms }) => world.stopDatabase(luck, ms),
  'lose answers'({ nodes, schedule }, { share, for: ms }) {
    if (!nodes) return
    nodes.database.lostAnswers = share
    schedule.after(ms, () => {
      nodes.database.lostAnswers = 0
    })
  },
  'cut nodes'(world, step) {
    const [one, other] = [world.server(step), world.server({ node: step.other })]
    world.nodes?.hub.cut(one.machine.name, other.machine.name)
    world.schedule.after(step.for, () => world.nodes?.hub.mend(one.machine.name, other.machine.name))
  },
  'bus gone'({ nodes, schedule }, { for: ms }) {
    nodes?.hub.go('*')
    schedule.after(ms, () => nodes?.hub.comeBack('*'))
  },
}

/** As server/reports/steps.ts does it. */
function approve(world: World, room: string, server: Server): void {
  const { access, oracle } = world
  const { running } = server
  if (!running || access.state(room) === 'approved' || world.isApproving(room)) return
  const { process, rooms } = running
  if (world.nodes && world.reopening.get(process)?.has(room)) return
  process.run(() => {
    const expected = oracle.confirmed(room)
    const told = () => {
      // From here on the log refuses what comes.
      oracle.frozen.delete(room)
      rooms.approved(room)
    }
    oracle.frozen.set(room, server)
    world.approving.set(room, process)
    const approved = rooms.freeze(room, TEMPLATE).then(async ({ report, seq }) => {
      await server.changeState({ room, to: 'approved', at: seq }, () => access.setState(room, 'approved'))
      return { report, seq }
    })
    approved.then(
      ({ report, seq }) => {
        world.approving.delete(room)
        world.trace.say(`approved ${room} at ${seq}`)
        oracle.guard(() => oracle.checkReading(room, expected, plainOf(report), seq))
        if (world.nodes) told()
      },
      async (error) => {
        world.trace.say(`not approved: ${error}`)
        const after = world.nodes && (await server.ask(() => access.session(room)).catch(() => undefined))
        world.approving.delete(room)
        if (after?.state === 'approved') return told()
        oracle.frozen.delete(room)
        rooms.thaw(room)
      },
    )
  })
}

/** Writing goes on. */
export function reopen(world: World, room: string, server: Server): void {
  const { access, oracle } = world
  const { running } = server
  // One after the other, as there.
  if (world.nodes ? world.isApproving(room) : running && world.approving.get(room) === running.process)
    return void world.schedule.after(500, () => reopen(world, room, server))
  world.approving.delete(room)
  if (access.state(room) !== 'approved') return
  const changed = () => {
    access.setState(room, 'draft')
    oracle.frozen.delete(room)
    world.trace.say(`reopened ${room}`)
  }
  if (!world.nodes) {
    changed()
    running?.process.run(() => running.rooms.thaw(room))
  } else if (running) {
    const { process, rooms } = running
    const here = world.reopening.get(process) ?? new Set()
    world.reopening.set(process, here.add(room))
    process.run(() => {
      server.changeState({ room, to: 'draft' }, changed).then(
        () => {
          here.delete(room)
          rooms.thaw(room)
        },
        () => {
          here.delete(room)
          // Whoever wants that tries again.
          world.schedule.after(1_000, () => reopen(world, room, server))
        },
      )
    })
  }
}

function checkPoints(world: World, room: string, points: HistoryPoint[], head: number): void {
  const truth = world.oracle.truths.get(room)!
  const newest = points[0]?.seq ?? 0
  if (newest < head)
    throw new Violation(14, `the history of ${room} ends at ${newest}, and ${head} was durable`)
  const said = new Set(points.map(({ seq }) => seq))
  const rows = truth.rows.filter(({ seq }) => seq <= newest)
  rows.forEach((row, index) => {
    const next = rows[index + 1]
    const isLast = !next || minuteOf(next.at) !== minuteOf(row.at) || next.epoch !== row.epoch
    // Of what was written in the same instant only the last can be asked for.
    if (isLast && next?.at !== row.at && !said.has(row.seq))
      throw new Violation(14, `the last of a minute of ${room}, entry ${row.seq}, is not in the history`)
  })
}

const minuteOf = (at: number) => Math.floor(at / MINUTE_MS)

function checkPoint(
  truth: Truth,
  point: HistoryPoint,
  { seq, updates }: { seq: number; updates: Uint8Array[] },
  isQuiet: boolean,
): void {
  const { room } = truth
  if (seq !== point.seq && isQuiet)
    throw new Violation(14, `asked for what ${room} was at entry ${point.seq}, the history gives ${seq}`)
  if (stateOf(documentOf(updates)) !== stateOf(truth.at(seq)))
    throw new Violation(14, `what the history gives for entry ${seq} of ${room} is not what was there`)
}

/**
 * It holds what was there at that time, or at the end of the minute before. On several nodes an entry has the time at which
 * its node began to write it: `head` is the last that was durable when this was asked for.
 */
function checkRestored(
  world: World,
  room: string,
  { at, head, seq }: { at: number; head: number; seq: number },
): void {
  const truth = world.oracle.truths.get(room)!
  const text = textOf(truth.at(seq))
  const last = truth.rows.findLast((row) => row.seq < seq && row.at <= at)?.seq ?? 0
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS
  const before = truth.rows.findLast((row) => row.seq < seq && row.at < minute)?.seq ?? 1
  const first = world.nodes ? Math.min(before, head) : before
  for (let asked = last; asked >= first; asked--) if (textOf(truth.at(asked)) === text) return
  throw new Violation(14, `what was restored of ${room} is not what was there at entry ${last}`)
}
