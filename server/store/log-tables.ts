/*
 * What the log (log.ts) needs of an engine, and all it needs: rows, and transactions around them. Numbering, group
 * commits, checks, compaction, history and epochs are the log's own, the same over every engine.
 */

/** How long the room of an approved report is frozen, unless somebody reopens it. */
export const FOREVER = Number.MAX_SAFE_INTEGER

export type RoomRow = {
  id: string
  /** The sequence number of its last entry. */
  head: number
  /** Its present life, and the first sequence number of it. */
  epoch: string
  base: number
  /** When its last entry was written. Never goes back. */
  at: number
  /** Until when it takes no entry: while its report is being approved, and as long as it is. 0: it takes them. */
  frozenUntil: number
}

export type UpdateRow = {
  room: string
  seq: number
  user: string
  at: number
  data: Uint8Array
  /** checksum.ts; null if it was written before there were checksums. */
  crc: number | null
}

/** Everything of the present epoch up to `seq`, as one update. */
export type SnapshotRow = Omit<UpdateRow, 'user'>

/** The entries of a minute (or of everything before the history begins), as one update. */
export type HistoryRow = {
  room: string
  firstSeq: number
  lastSeq: number
  /** When the last of them was written. */
  at: number
  users: string[]
  data: Uint8Array
  crc: number
}
export type HistoryEntry = Omit<HistoryRow, 'data' | 'crc'>

export type EpochRow = {
  room: string
  epoch: string
  firstSeq: number
  at: number
  user: string
  reason: string
}

/** Whose a Yjs client id is; retired: of an earlier epoch. */
export type ClientRow = { room: string; client: number; user: string; retired: boolean }

export interface LogTables {
  /**
   * Runs `work` alone, or as if alone; perhaps a second time, with nothing left of the first. When the promise resolves,
   * all it wrote is durable (on the disk, whatever is pulled out); when it rejects, by an error of `work` or of the
   * engine, nothing is written — or, if the error came from the commit itself, possibly all: the log copes with both.
   */
  transaction<T>(work: (rows: LogRows) => Promise<T>): Promise<T>
  /**
   * The same for work that only adds, and begins by adding its room or by moving the heads of its rooms (advance): from
   * there on it is alone in them. What it reads of them afterwards holds until it ends.
   */
  write<T>(work: (rows: LogRows) => Promise<T>): Promise<T>
}

/** Valid only within its transaction. Rows that are read are the caller's: an engine keeps no reference to them. */
export interface LogRows {
  room(room: string): Promise<RoomRow | undefined>
  /** Rejects if it is there. */
  addRoom(row: RoomRow): Promise<void>
  /**
   * Adds `count` to the head, moves the room's time to `at` if that is later, and says what they are then. Undefined,
   * and nothing changed, if there is no such room, `epoch` is given and the room is in another, or it is frozen at `at`.
   */
  advance(
    room: string,
    count: number,
    at: number,
    epoch: string | undefined,
  ): Promise<{ head: number; at: number } | undefined>

  /** The heads and epochs of those that there are of these rooms. */
  heads(rooms: readonly string[]): Promise<Pick<RoomRow, 'id' | 'head' | 'epoch'>[]>
  /** Moves frozenUntil, unless it is later, and says the head; undefined if there is no such room. */
  freeze(room: string, until: number): Promise<number | undefined>
  /** Unless it is frozen for good (FOREVER): only who reopens its report thaws that. */
  thaw(room: string): Promise<void>

  /** Writes it down and makes it the room's present one. */
  addEpoch(row: EpochRow): Promise<void>
  /** In order. */
  epochs(room: string): Promise<EpochRow[]>

  /** Those after a sequence number, in order. */
  updates(room: string, after: number): Promise<UpdateRow[]>
  addUpdates(rows: UpdateRow[]): Promise<void>
  removeUpdates(room: string, upTo: number): Promise<void>

  /** The newest. */
  snapshot(room: string): Promise<SnapshotRow | undefined>
  /** Takes away what there is, and puts this one, if any. */
  replaceSnapshot(room: string, row: SnapshotRow | undefined): Promise<void>

  /** All of a room, in order, without what they hold. */
  history(room: string): Promise<HistoryEntry[]>
  /** Those that lie within two sequence numbers (inclusive), in order. */
  historyRows(room: string, from: number, to: number): Promise<HistoryRow[]>
  addHistory(rows: HistoryRow[]): Promise<void>
  /** Those that lie before or at a sequence number. */
  removeHistory(room: string, upTo: number): Promise<void>

  /** All of a room, or those `among` these. */
  clients(room: string, among?: readonly number[]): Promise<ClientRow[]>
  /** An id that is there already stays as it is. */
  addClients(rows: ClientRow[]): Promise<void>
  /** All of the room. */
  retireClients(room: string): Promise<void>
}

/** All but what each commit of edits needs. */
export type KeptRows = Omit<LogRows, 'advance' | 'addUpdates'>
