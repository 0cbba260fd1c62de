import type { Fault } from './fault'
import { failingCommits, killed, withoutPostgres, withoutRedis } from './servers'

/** All of them, in the order in which they are tried. */
export const FAULTS: Fault[] = [killed, withoutRedis, withoutPostgres, failingCommits]
