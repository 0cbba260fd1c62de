import { EpochEnded, type LogEntry, NoHistory, RoomFrozen, type RoomLog, RoomUnreadable } from './store'

/*
 * What is said between the log's thread and the rest of the server. Bytes are copied on the way.
 */

export type Method = Exclude<keyof RoomLog, 'append'> | 'close'

export type Request =
  /** Their answers come by number, `first` and the following. */
  | { kind: 'append'; first: number; entries: LogEntry[] }
  | { kind: 'call'; id: number; method: Method; args: unknown[] }

/** An error crosses as its name and its sentence. */
type Failure = { name: string; message: string }

/** An appended entry's number, and its sequence in the log or why there is none. */
export type Settled = [number: number, result: number | Failure]

/** How many entries one held, and how long it took. */
export type Commit = { entries: number; milliseconds: number }

export type Answer =
  | { kind: 'settled'; settled: Settled[]; commits: Commit[] }
  | { kind: 'returned'; id: number; value: unknown }
  | { kind: 'threw'; id: number; failure: Failure }
  | { kind: 'failed'; failure: Failure }

const KNOWN = { RoomUnreadable, NoHistory, EpochEnded, RoomFrozen }

export function failureOf(error: unknown): Failure {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) }
}

export function errorOf({ name, message }: Failure): Error {
  return Object.hasOwn(KNOWN, name) ? new KNOWN[name as keyof typeof KNOWN](message) : new Error(message)
}
