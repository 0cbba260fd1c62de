import type { Random } from '../chaos/random'
import type { Outcome } from './check'
import type { World } from './world'

/** Something that happens to a cluster. */
export type Fault = {
  /** For --only. */
  name: string
  /** A sentence about what the cluster does all the same. */
  title: string
  run(world: World, random: Random): Promise<Outcome>
}
