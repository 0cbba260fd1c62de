import { acrossNodes } from './access'
import { apart } from './apart'
import { clocks } from './clocks'
import { compacting } from './compacting'
import { deploy } from './deploy'
import type { Fault } from './fault'
import { frozen, withoutDatabase } from './frozen'
import { failingCommits, killed, withoutPostgres, withoutRedis } from './servers'
import { travelling } from './travel'

/** All of them, in the order in which they are tried. */
export const FAULTS: Fault[] = [
  killed,
  withoutRedis,
  withoutPostgres,
  failingCommits,
  frozen,
  withoutDatabase,
  apart,
  clocks,
  compacting,
  travelling,
  deploy,
  acrossNodes,
]
