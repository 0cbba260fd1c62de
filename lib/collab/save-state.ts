import type { CloseName } from './close-codes'
import type { Writing } from './messages'

/** An edit that is not confirmed after this long is shown as not saved, and after that announced as an alert. */
export const UNSAVED_MS = 5_000
export const ALERT_MS = 15_000

/**
 * What the indicator says (product.md, "Saved means saved"). `since`: when the oldest edit was made that the server
 * has not confirmed, by the connection's clock; where it may be undefined, that says that there is none.
 */
export type SaveState =
  | { kind: 'connecting' }
  | { kind: 'saved' }
  | { kind: 'saving'; since: number }
  /** for 5 seconds and more */
  | { kind: 'unsaved'; since: number }
  /** for 15 seconds and more */
  | { kind: 'alert'; since: number }
  /** The report takes no edits from this person. With `since`, some were made before and wait here. */
  | { kind: 'readonly'; since: number | undefined }
  /** The server ended it, and will not change its mind. With `since`, edits are only here: offer the rescue copy. */
  | { kind: 'closed'; code: CloseName; since: number | undefined }

export type SaveFacts = {
  /** Connected, and everything that either side had was exchanged and confirmed */
  synced: boolean
  writing: Writing
  unconfirmedSince: number | undefined
  closed: CloseName | undefined
}

export function saveState(facts: SaveFacts, now: number): SaveState {
  const { synced, writing, unconfirmedSince: since, closed } = facts
  if (closed) return { kind: 'closed', code: closed, since }
  if (writing === 'closed') return { kind: 'readonly', since }
  if (since === undefined) return { kind: synced ? 'saved' : 'connecting' }
  const age = now - since
  return { kind: age >= ALERT_MS ? 'alert' : age >= UNSAVED_MS ? 'unsaved' : 'saving', since }
}

/** In how many milliseconds the state changes by the passing of time alone; undefined: never. */
export function nextChange(state: SaveState, now: number): number | undefined {
  if (state.kind === 'saving') return Math.max(0, state.since + UNSAVED_MS - now)
  if (state.kind === 'unsaved') return Math.max(0, state.since + ALERT_MS - now)
  return undefined
}

export function sameState(a: SaveState, b: SaveState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
