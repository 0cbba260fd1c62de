import { checksum, historyChecksum, isIntact } from './checksum'
import type { EpochRow, HistoryEntry, HistoryRow, KeptRows, UpdateRow } from './log-tables'
import { replay } from './replay'
import { type HistoryPoint, NoHistory, RoomUnreadable } from './store'
import { presentSnapshot, readWhole, unknownRoom, type WholeLog } from './whole'

/*
 * What was, a minute an entry (docs/decisions/0011). The entries of a room follow on each other by sequence number,
 * through all its epochs; the document at a point is what the entries of its epoch up to there make together.
 */

const MINUTE_MS = 60_000
/** How far back every minute can be brought back. */
export const KEPT_MS = 30 * 24 * 60 * MINUTE_MS

const minuteOf = (at: number) => Math.floor(at / MINUTE_MS)

/** A log, and what there is of its history that compacting it takes in. */
type StoredLog = {
  log: WholeLog
  /** Where the history ends; undefined if there is none. */
  archived: number | undefined
  epochs: EpochRow[]
  /** What is older is made one entry. */
  before: number
  /** How many entries are, and those of the last epoch that has any (none if there is nothing to make one of). */
  older: number
  old: HistoryRow[]
}

/** A log as a snapshot and entries of the history, and the Yjs client ids of its document. */
type Merged = {
  log: WholeLog
  document: Uint8Array
  entries: HistoryRow[]
  /** Takes the place of every entry up to its last one. */
  folded: HistoryRow | undefined
  clients: number[]
}

/** Reads a log whole in order to compact it, or throws RoomUnreadable. */
export async function readStored(rows: KeptRows, room: string, now: number): Promise<StoredLog> {
  const log = await readWhole(rows, room)
  const [history, epochs] = [await rows.history(room), await rows.epochs(room)]
  const before = now - KEPT_MS
  const old = history.filter((entry) => entry.at <= before)
  const last = old.at(-1)
  const isWorthFolding = old.length > 1 || log.updates.some((update) => update.at <= before)
  return {
    log,
    archived: history.at(-1)?.lastSeq,
    epochs,
    before,
    older: old.length,
    old:
      last && isWorthFolding
        ? await rows.historyRows(room, epochOf(epochs, last.firstSeq).firstSeq, last.lastSeq)
        : [],
  }
}

/** Merges a log. For a long one it takes a while, in which no transaction need be open. Throws RoomUnreadable. */
export function merge(stored: StoredLog): Merged {
  const { log, archived } = stored
  const { room, base, snapshot } = log
  const minutes = byMinute(log.updates)
  const { document, added, clients } = replay(
    room,
    snapshot?.data,
    minutes.map((minute) => minute.map((update) => update.data)),
  )
  const entries = minutes.map((minute, index) => entryOf(minute, added[index]!))
  // A snapshot that is older than the history is where the history begins.
  if (snapshot && (archived === undefined || archived < base)) {
    const at = Math.min(snapshot.at, entries[0]?.at ?? snapshot.at)
    entries.unshift(
      withChecksum({ room, firstSeq: base, lastSeq: snapshot.seq, at, users: [], data: snapshot.data }),
    )
  } else if (snapshot && archived !== snapshot.seq) throw gap(room, (archived ?? 0) + 1)
  return { log, document, entries, folded: fold(stored, entries), clients }
}

/** Puts the snapshot in the place of what it contains, and that into the history. What came since stays as it is. */
export async function archive(rows: KeptRows, merged: Merged, now: number): Promise<void> {
  const { log, document, entries, folded } = merged
  const { room, head } = log
  if (entries.length > 0) await rows.addHistory(entries)
  await rows.replaceSnapshot(room, {
    room,
    seq: head,
    at: now,
    data: document,
    crc: checksum({ room, seq: head, data: document }),
  })
  await rows.removeUpdates(room, head)
  if (!folded) return
  await rows.removeHistory(room, folded.lastSeq)
  await rows.addHistory([folded])
}

/** The points that can be brought back, newest first. */
export async function points(rows: KeptRows, room: string): Promise<HistoryPoint[]> {
  const { pieces, epochs } = await timeline(rows, room)
  const lifeOf = (piece: Piece) => epochs.findLastIndex((epoch) => epoch.firstSeq <= piece.lastSeq)
  const minutes = Map.groupBy(pieces, (piece) => `${lifeOf(piece)} ${minuteOf(piece.at)}`)
  const found = [...minutes.values()].map((minute) => ({
    at: minute.at(-1)!.at,
    seq: minute.at(-1)!.lastSeq,
    users: unique(minute.flatMap((piece) => piece.users)),
  }))
  // Of two entries in the very same millisecond, loadAt finds the later one.
  const hidden = pieces.filter((piece, index) => piece.at === pieces[index + 1]?.at)
  const hiddenSeqs = new Set(hidden.map((piece) => piece.lastSeq))
  return found.filter((point) => !hiddenSeqs.has(point.seq)).reverse()
}

/** The document as it was at a time. Throws NoHistory and RoomUnreadable. */
export async function documentAt(
  rows: KeptRows,
  room: string,
  at: number,
): Promise<{ seq: number; at: number; updates: Uint8Array[] }> {
  const line = await timeline(rows, room)
  const last = line.pieces.findLast((piece) => piece.at <= at)
  if (!last) throw new NoHistory(`Nothing is left of what the room ${room} was at that time.`)
  return documentUpTo(rows, room, line, last)
}

/** The last document of each epoch that anything is kept of, in order. Throws RoomUnreadable. */
export async function lastDocuments(
  rows: KeptRows,
  room: string,
): Promise<{ epoch: string; seq: number; updates: Uint8Array[] }[]> {
  const line = await timeline(rows, room)
  const documents = []
  for (const [index, { epoch, firstSeq }] of line.epochs.entries()) {
    const end = line.epochs[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY
    const last = line.pieces.findLast((piece) => piece.firstSeq >= firstSeq && piece.lastSeq < end)
    if (last) documents.push({ epoch, ...(await documentUpTo(rows, room, line, last)) })
  }
  return documents
}

async function documentUpTo(
  rows: KeptRows,
  room: string,
  { pieces, epochs }: Timeline,
  last: Piece,
): Promise<{ seq: number; at: number; updates: Uint8Array[] }> {
  const { firstSeq } = epochs.findLast((epoch) => epoch.firstSeq <= last.lastSeq)!
  const wanted = pieces.filter((piece) => piece.firstSeq >= firstSeq && piece.lastSeq <= last.lastSeq)
  const stored = new Map(
    (await rows.historyRows(room, firstSeq, last.lastSeq)).map((row) => [row.firstSeq, intact(row).data]),
  )
  const updates = wanted.map((piece) => {
    // What was written before it can be read all the same.
    if (piece.damaged)
      throw new RoomUnreadable(
        `The log of the room ${room} is damaged: its entry ${piece.firstSeq} is not what was written.`,
      )
    const data = piece.data ?? stored.get(piece.firstSeq)
    if (!data) throw gap(room, piece.firstSeq)
    return data
  })
  return { seq: last.lastSeq, at: last.at, updates }
}

/** An entry of the history (what it holds is in the database still), or one that has not come there yet. */
type Piece = Omit<HistoryEntry, 'room'> & { data: Uint8Array | undefined; damaged?: boolean }

type Timeline = { pieces: Piece[]; epochs: EpochRow[] }

/** All that is kept of a room, in order and without a gap, its times not going back; or RoomUnreadable. */
async function timeline(rows: KeptRows, room: string): Promise<Timeline> {
  const row = await rows.room(room)
  if (!row) throw unknownRoom(room)
  const epochs = await rows.epochs(room)
  const pieces: Piece[] = (await rows.history(room)).map((entry) => ({ ...entry, data: undefined }))
  const snapshot = await presentSnapshot(rows, row)
  const archived = pieces.at(-1)?.lastSeq ?? 0
  if (snapshot && archived < row.base)
    pieces.push({
      firstSeq: row.base,
      lastSeq: snapshot.seq,
      at: snapshot.at,
      users: [],
      data: snapshot.data,
    })
  for (const update of await rows.updates(room, snapshot?.seq ?? row.base - 1)) {
    const { seq, at, user, data } = update
    pieces.push({ firstSeq: seq, lastSeq: seq, at, users: [user], data, damaged: !isIntact(update) })
  }
  let next = epochs.find((epoch) => epoch.firstSeq === pieces[0]?.firstSeq)?.firstSeq ?? row.base
  let at = 0
  for (const piece of pieces) {
    if (piece.firstSeq !== next) throw gap(room, next)
    next = piece.lastSeq + 1
    at = Math.max(at, piece.at)
    piece.at = at
  }
  if (next !== row.head + 1) throw gap(room, next)
  return { pieces, epochs }
}

/** One entry of all that is old, of the last epoch that has any: those that had ended by then are forgotten. */
function fold(stored: StoredLog, entries: HistoryRow[]): HistoryRow | undefined {
  const { log, epochs, before, older, old } = stored
  const fresh = entries.filter((entry) => entry.at <= before)
  const all = [...old, ...fresh]
  const last = all.at(-1)
  if (!last || older + fresh.length < 2) return undefined
  const { room } = log
  const { firstSeq } = epochOf(epochs, last.firstSeq)
  const kept = all.filter((entry) => entry.firstSeq >= firstSeq).map(intact)
  const { document: data } = replay(room, undefined, [kept.map((row) => row.data)])
  const users = unique(kept.flatMap((row) => row.users))
  return withChecksum({ room, firstSeq, lastSeq: last.lastSeq, at: last.at, users, data })
}

function epochOf(epochs: EpochRow[], seq: number): EpochRow {
  return epochs.findLast((epoch) => epoch.firstSeq <= seq)!
}

/** In order, those of a minute together, by times that do not go back. */
function byMinute(updates: UpdateRow[]): UpdateRow[][] {
  let at = 0
  const forward = updates.map((update) => {
    at = Math.max(at, update.at)
    return { ...update, at }
  })
  return [...Map.groupBy(forward, (update) => minuteOf(update.at)).values()]
}

function entryOf(minute: UpdateRow[], data: Uint8Array): HistoryRow {
  const [first, last] = [minute[0]!, minute.at(-1)!]
  const users = unique(minute.map((update) => update.user))
  return withChecksum({
    room: first.room,
    firstSeq: first.seq,
    lastSeq: last.seq,
    at: last.at,
    users,
    data,
  })
}

function withChecksum(row: Omit<HistoryRow, 'crc'>): HistoryRow {
  return { ...row, crc: historyChecksum(row) }
}

function intact(row: HistoryRow): HistoryRow {
  if (row.crc !== historyChecksum(row))
    throw new RoomUnreadable(
      `The history of the room ${row.room} is damaged: its entry ${row.firstSeq}–${row.lastSeq} is not what was written.`,
    )
  return row
}

function gap(room: string, seq: number): RoomUnreadable {
  return new RoomUnreadable(`The history of the room ${room} lacks its entry ${seq}.`)
}

function unique(users: string[]): string[] {
  return [...new Set(users)]
}
