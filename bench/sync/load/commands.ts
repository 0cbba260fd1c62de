import type { PersonSpec } from './person'

/** What the runner asks of a process of load clients. */
export type Command =
  /** Answers how long each took to have the document, in ms. */
  | { kind: 'join'; group: string; people: PersonSpec[]; withinMs: number }
  | { kind: 'write'; group: string }
  | { kind: 'pause'; group: string }
  /** Everybody leaves and comes back, each at a moment of their own; answers how long each took. */
  | { kind: 'reload'; group: string; withinMs: number }
  | { kind: 'leave'; group: string }
  /** Everybody leaves, whatever group. */
  | { kind: 'clear' }
  /** Answers what was seen since the last time, and why whose connection was lost. */
  | { kind: 'tally' }
  /** Answers the processor time it has used so far, in microseconds. */
  | { kind: 'cpu' }
  | Feed
  /** Those who brought documents go: until then they keep the rooms from being forgotten. */
  | { kind: 'release' }

/** Brings a document into a room through its sockets: the first person's frames by the first, and so on. */
export type Feed = { kind: 'feed'; people: PersonSpec[]; updates: Uint8Array[][] }

export type Reply = { id: number } & ({ result: unknown } | { error: string })

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
