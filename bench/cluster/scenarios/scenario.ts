import type { Crew } from '../../sync/load/crew'
import type { Length } from '../../sync/scenarios/scenario'
import type { Deployment, DeploymentName } from '../servers/deployment'

/**
 * What a run measures. Times are in milliseconds. `…Cpu`: microseconds of processor time for each edit that somebody
 * else received; `busiest`: of the node that needed most of it.
 */
export type Metric =
  | 'sameP50'
  | 'sameP99'
  | 'acrossP50'
  | 'acrossP99'
  | 'delivered'
  | 'perSecond'
  | 'confirmP50'
  | 'confirmP99'
  | 'editsACommit'
  | 'editsAFlush'
  | 'nodesCpu'
  | 'busiest'
  | 'postgresCpu'
  | 'redisCpu'
  | 'clientsCpu'
  | 'cores'
export type Figures = Partial<Record<Metric, number>>

export type Context = {
  deployment: Deployment
  crew: Crew
  length: Length
  /** No other run has this name: rooms are called by it. */
  name: string
}

export type Scenario = {
  name: string
  about: string
  /** The deployments that it makes sense for. */
  suits(deployment: DeploymentName): boolean
  run(context: Context): Promise<Figures>
}
