import type { Crew } from '../../sync/load/crew'
import type { Length } from '../../sync/scenarios/scenario'
import type { Backing } from '../servers/backing'

export type WallContext = { backing: Backing; crew: Crew; length: Length; folder: string }

/** A line of the table: what it is about, and figures by their names, units in them. */
export type Row = { what: string; figures: Record<string, number> }

/** A limit that is approached by itself, without the rest of the server. */
export type Wall = { name: string; about: string; run(context: WallContext): Promise<Row[]> }

/** Runs `work`, and says what it took for each of `times`, of this process and of the database, in microseconds. */
export async function costOf(backing: Backing, times: number, work: () => Promise<unknown>) {
  const before = await look()
  await work()
  const after = await look()
  return {
    'ms each': (after.at - before.at) / times,
    'CPU µs of the node': (after.own - before.own) / times,
    'CPU µs of PostgreSQL': (after.postgres - before.postgres) / times,
  }

  async function look() {
    const { user, system } = process.cpuUsage()
    return { at: performance.now(), own: user + system, postgres: (await backing.used()).postgres }
  }
}
