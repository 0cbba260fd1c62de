import type { Kysely } from 'kysely'
import type { EpochRow, HistoryRow, RoomRow, SnapshotRow, UpdateRow } from './log-tables'
import type {
  Approval,
  Event,
  Job,
  Link,
  Login,
  Membership,
  Session,
  Step,
  StoredBook,
  StoredFile,
  Token,
  User,
  WordTemplate,
} from './store'

/*
 * The tables as Kysely sees them (the plugin makes snake_case of the names). Portable columns only: text, bigint,
 * blob. What the store's types call undefined is null here; flags are 0 or 1; JSON is text.
 */

type Flag = 0 | 1
type Row<T, Changed = object> = {
  [K in keyof T]: K extends keyof Changed
    ? Changed[K]
    : undefined extends T[K]
      ? Exclude<T[K], undefined> | null
      : T[K]
}

export interface Tables {
  migration: { name: string; at: number }
  /** What may happen once: who inserts the name first may do it. */
  claim: { name: string; at: number }
  setting: { name: string; value: string }
  user: Row<User, { mayCreateEvents: Flag }>
  login: Row<Login>
  event: Row<Event, { languages: string; template: string }>
  session: Row<Session, { template: string }> & { title: string; date: string | null }
  membership: Row<Membership>
  link: Row<Link>
  token: Row<Token>
  file: Row<StoredFile, { pending: Flag }>
  /** The bytes of files, where neither a disk nor S3 holds them (server/files/database.ts). */
  fileBytes: { sha256: string; part: number; data: Uint8Array }
  approval: Row<Approval, { report: string }>
  book: Row<StoredBook, { sessions: string | null; progress: string | null; result: string | null }>
  job: Row<Job, { payload: string }>
  wordTemplate: Row<WordTemplate, { placeholders: string }>
  step: Row<Step>
  room: RoomRow
  roomUpdate: UpdateRow
  roomSnapshot: SnapshotRow
  roomHistory: Omit<HistoryRow, 'users'> & { users: string }
  roomEpoch: EpochRow
  roomClient: { room: string; client: number; user: string; retired: number }
  /** Numbers that move when something changed. */
  counter: { name: string; value: number }
}

export type Db = Kysely<Tables>

type Present<R> = { [K in keyof R]: null extends R[K] ? Exclude<R[K], null> | undefined : R[K] }

/** The row with undefined where the database has null. */
export function present<R extends object>(row: R): Present<R> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value ?? undefined]),
  ) as Present<R>
}

export const flag = (value: boolean): Flag => (value ? 1 : 0)
