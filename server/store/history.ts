import { checksum, historyChecksum, isIntact } from './checksum'
import type { EpochRow, HistoryEntry, HistoryRow, LogRows, UpdateRow } from './log-tables'
import { replay } from './replay'
import { type HistoryPoint, NoHistory, RoomUnreadable } from './store'
import { presentSnapshot, unknownRoom, type WholeLog } from './whole'

/*
 * What was, a minute an entry (docs/decisions/0011). The entries of a room follow on each other by sequence number,
 * through all its epochs; the document at a point is what the entries of its epoch up to there make together.
 */

const MINUTE_MS = 60_000
/** How far back every minute can be brought back. */
export const KEPT_MS = 30 * 24 * 60 * MINUTE_MS

const minuteOf = (at: number) => Math.floor(at / MINUTE_MS)

/** A log as a snapshot and entries of the history, and the Yjs client ids of its document. */
export type Merged = { log: WholeLog; document: Uint8Array; entries: HistoryRow[]; clients: number[] }

/** Merges a log. For a long one it takes a while, in which no transaction need be open. Throws RoomUnreadable. */
export function merge(log: WholeLog): Merged {
  const minutes = byMinute(log.updates)
  const { document, added, clients } = replay(
    log.room,
    log.snapshot?.data,
    minutes.map((minute) => minute.map((update) => update.data)),
  )
  return { log, document, entries: minutes.map((minute, index) => entryOf(minute, added[index]!)), clients }
}

/** Puts the snapshot in the place of what it contains, and that into the history. What came since stays as it is. */
export async function archive(rows: LogRows, { log, document, entries }: Merged, now: number): Promise<void> {
  const { room, head, base, snapshot } = log
  const last = (await rows.history(room)).at(-1)?.lastSeq
  // A snapshot that is older than the history is where the history begins.
  if (snapshot && (last === undefined || last < base)) {
    const at = Math.min(snapshot.at, entries[0]?.at ?? snapshot.at)
    entries.unshift(
      withChecksum({ room, firstSeq: base, lastSeq: snapshot.seq, at, users: [], data: snapshot.data }),
    )
  } else if (snapshot && last !== snapshot.seq) throw gap(room, (last ?? 0) + 1)
  if (entries.length > 0) await rows.addHistory(entries)
  await rows.replaceSnapshot(room, {
    room,
    seq: head,
    at: now,
    data: document,
    crc: checksum({ room, seq: head, data: document }),
  })
  await rows.removeUpdates(room, head)
  await fold(rows, room, now - KEPT_MS)
}

/** The points that can be brought back, newest first. */
export async function points(rows: LogRows, room: string): Promise<HistoryPoint[]> {
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
  rows: LogRows,
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
  rows: LogRows,
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
  rows: LogRows,
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
async function timeline(rows: LogRows, room: string): Promise<Timeline> {
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

/** Makes one entry of what is older than `before`, and forgets the epochs that had ended by then. */
async function fold(rows: LogRows, room: string, before: number): Promise<void> {
  const old = (await rows.history(room)).filter((entry) => entry.at <= before)
  if (old.length < 2) return
  const { firstSeq } = (await rows.epochs(room)).findLast((epoch) => epoch.firstSeq <= old.at(-1)!.firstSeq)!
  const { at, lastSeq } = old.at(-1)!
  const kept = await rows.historyRows(room, firstSeq, lastSeq)
  const { document: data } = replay(room, undefined, [kept.map((row) => intact(row).data)])
  const users = unique(kept.flatMap((row) => row.users))
  await rows.removeHistory(room, lastSeq)
  await rows.addHistory([withChecksum({ room, firstSeq, lastSeq, at, users, data })])
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
