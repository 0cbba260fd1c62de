import type { Random } from '../chaos/random'
import type { Outcome } from './check'
import { recover, type World } from './world'

/** Something that happens to a cluster. */
export type Fault = {
  /** For --only. */
  name: string
  /** A sentence about what the cluster does all the same. */
  title: string
  run(world: World, random: Random): Promise<Outcome>
}

/** Tries it; what it throws is a violation, too. Afterwards the world is as it was. */
export async function tryFault(fault: Fault, world: World, random: Random): Promise<Outcome> {
  try {
    return await fault.run(world, random)
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { facts: [], checked: 0, violations: [said] }
  } finally {
    await recover(world)
  }
}
