import type { Crew } from '../load/crew'
import type { ServerName, UnderTest } from '../servers/under-test'

/**
 * What a run measures. `cpu`: microseconds of the server's processor time for each delivered edit (for each client
 * that came back, in the storm; for each join); times are in milliseconds; memory in KB.
 */
export type Metric =
  | 'cpu'
  | 'p50'
  | 'p99'
  | 'delivered'
  | 'confirmP50'
  | 'confirmP99'
  | 'syncP50'
  | 'syncP99'
  | 'writersP99'
  | 'idleKb'
  | 'heldKb'
  | 'roomsLeft'
export type Figures = Partial<Record<Metric, number>>

/** How long things are watched: a run of a few minutes, or one of less than a minute. */
export type Length = {
  kind: 'full' | 'quick'
  /** A fresh server is made busy for so long before anything is measured. */
  heatMs: number
  /** Before each window. */
  warmUpMs: number
  windowMs: number
  /** How long a server may go on working on what it was sent before it is started anew. */
  calmMs: number
  rounds: number
  coldRooms: number
  /** How long ours keeps a room that nobody is in; undefined: as long as it does by itself. */
  idleMs: number | undefined
}

export type Context = {
  server: UnderTest
  crew: Crew
  length: Length
  /** No other run has this name: rooms are called by it. */
  name: string
  /** Stops the server and starts it on the same data. */
  restart(options?: string[]): Promise<UnderTest>
  /** Runs what is measured; a profile of the server is taken of it if that was asked for. */
  watch<T>(run: () => Promise<T>): Promise<T>
}

export type Scenario = {
  name: string
  about: string
  /** The servers that it makes sense for. */
  suits(server: ServerName): boolean
  /** In the short run: with ours alone, or not at all. */
  quick?: 'ours' | 'not'
  run(context: Context): Promise<Figures>
}
