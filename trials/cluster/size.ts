/** How large and how long the faults are. */
export type Size = {
  nodes: number
  bus: 'redis' | 'postgres'
  /** Who writes in each fault. */
  clients: number
  /** How many processes they are in. */
  processes: number
  /** Of each client. */
  editsASecond: number
  /** How long what is gone stays gone, cut off stays cut off, and so on. */
  goneMs: number
  /** How long a node stands still. */
  frozenMs: number
  /** How often what is done again and again is done. */
  rounds: number
  /** How long it may take until who was shut out at one node is out at all. */
  closingMs: number
  /** How long an edit may wait to be saved while one node after the other is replaced. */
  waitingMs: number
  /** How long all may take to be the same once the fault is over. */
  convergingMs: number
}

/** What is done in `npm test`, on a busy machine: nobody counts the seconds there. */
export const SHORT: Size = {
  nodes: 2,
  bus: 'redis',
  clients: 12,
  processes: 1,
  editsASecond: 3,
  goneMs: 4_000,
  frozenMs: 6_000,
  rounds: 1,
  closingMs: 30_000,
  waitingMs: 60_000,
  convergingMs: 60_000,
}

/** What the faults are in earnest. */
export const FULL: Size = {
  nodes: 2,
  bus: 'redis',
  clients: 50,
  processes: 2,
  editsASecond: 2,
  goneMs: 60_000,
  frozenMs: 30_000,
  rounds: 5,
  closingMs: 5_000,
  waitingMs: 5_000,
  convergingMs: 10_000,
}
