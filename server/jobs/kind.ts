import type { Hold } from '../store/store'

/** A job as the work sees it that does it. */
export type Task<P> = {
  id: string
  payload: P
  /** The condition under which what comes of the work may be stored (Store.books.finish). */
  hold: Hold
  /** Aborted when another node has the job, or this one stops: the work ends as soon as it can, and stores nothing. */
  signal: AbortSignal
  /**
   * To be asked before anything that cannot be undone: rejects if the job is another node's by now, as it is when this
   * machine had been standing still.
   */
  confirm(): Promise<void>
}

/** What becomes of a job whose work resolved: done, unless it says when to do it again (shared time, milliseconds). */
export type Outcome = { again: number } | undefined

/** A kind of work. Whatever it does must do no harm when it is done a second time. */
export type Kind<P> = {
  /** How often it is tried before it is given up. */
  attempts: number
  /** Milliseconds from a try that failed to the next one; `attempt`: 1 after the first. */
  wait(attempt: number): number
  /** Does it. What it throws is why it failed. */
  run(task: Task<P>): Promise<Outcome>
  /** It was given up. May be called twice. */
  gaveUp?(payload: P, reason: string, hold: Hold): Promise<unknown>
}

/** Thrown by work that would fail as often as it is tried. */
export class Hopeless extends Error {
  override name = 'Hopeless'
}

/** Waits that grow: `first` milliseconds, then twice as long each time, `longest` at most. */
export function growing(first: number, longest: number): (attempt: number) => number {
  return (attempt) => Math.min(longest, first * 2 ** Math.min(attempt - 1, 30))
}
