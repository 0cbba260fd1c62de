import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second, on every machine that runs Linux today. */
const MICROSECONDS_A_TICK = 10_000

/** Of one process: its parent, its processor time, and that of its children who have ended, in ticks. */
export type Stat = { parent: number; own: number; ended: number }

/** Processor time of a process, its children, and those of them that have ended, in microseconds; NaN without /proc. */
export function cpuOfFamily(pid: number): number {
  try {
    const all = new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => [Number(name), statOf(Number(name))]),
    )
    return ticksOfFamily(all, pid) * MICROSECONDS_A_TICK
  } catch {
    return Number.NaN
  }
}

/** Adds up a process and its children. */
export function ticksOfFamily(all: ReadonlyMap<number, Stat | undefined>, pid: number): number {
  let sum = 0
  for (const [id, stat] of all)
    if (stat && (id === pid || stat.parent === pid)) sum += stat.own + (id === pid ? stat.ended : 0)
  return sum
}

/** Undefined if it has ended meanwhile. */
function statOf(pid: number): Stat | undefined {
  try {
    return readStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}

/** Reads a line of /proc/<pid>/stat; what stands in brackets is the program's name, whatever that holds. */
export function readStat(line: string): Stat {
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((index) => fields[index]!)
  return { parent: parent!, own: user! + system!, ended: endedUser! + endedSystem! }
}
