import { isIntact } from './checksum'
import type { KeptRows, RoomRow, SnapshotRow, UpdateRow } from './log-tables'
import { RoomUnreadable } from './store'

/** The log of a room's present epoch: nothing is missing, and every byte is as it was written. */
export type WholeLog = {
  room: string
  head: number
  epoch: string
  base: number
  snapshot: SnapshotRow | undefined
  updates: UpdateRow[]
}

export const unknownRoom = (room: string) => new RoomUnreadable(`There is no log of the room ${room}.`)

/** Reads a log whole, or throws RoomUnreadable. */
export function readWhole(rows: KeptRows, room: string): Promise<WholeLog> {
  return readSince(rows, room, 0)
}

/**
 * The same for who has all up to a sequence number: without the snapshot, unless it holds more than that, or the number
 * is of an earlier epoch.
 */
export async function readSince(rows: KeptRows, room: string, seq: number): Promise<WholeLog> {
  const row = await rows.room(room)
  if (!row) throw unknownRoom(room)
  const newest = await presentSnapshot(rows, row)
  const snapshot = newest && newest.seq > seq ? newest : undefined
  const from = Math.max(snapshot?.seq ?? seq, row.base - 1)
  const updates = await rows.updates(room, from)
  checkUpdates(row, from, updates)
  const { head, epoch, base } = row
  return { room, head, epoch, base, snapshot, updates }
}

/** The snapshot of the present epoch, if there is one already. */
export async function presentSnapshot(rows: KeptRows, row: RoomRow): Promise<SnapshotRow | undefined> {
  const newest = await rows.snapshot(row.id)
  const snapshot = newest && newest.seq >= row.base ? newest : undefined
  if (snapshot && !isIntact(snapshot))
    throw new RoomUnreadable(
      `The log of the room ${row.id} is damaged: its snapshot at ${snapshot.seq} is not what was written.`,
    )
  return snapshot
}

/** Throws RoomUnreadable unless the updates lead from `from` to the head, each as it was written. */
function checkUpdates({ id, head }: RoomRow, from: number, updates: UpdateRow[]): void {
  const hole = updates.findIndex((update, index) => update.seq !== from + index + 1)
  const reached = hole >= 0 ? from + hole : from + updates.length
  if (reached < head || hole >= 0)
    throw new RoomUnreadable(`The log of the room ${id} lacks its entry ${reached + 1} of ${head}.`)
  if (reached > head)
    throw new RoomUnreadable(`The log of the room ${id} goes on to ${reached}, beyond its end at ${head}.`)
  const damaged = updates.find((update) => !isIntact(update))
  if (damaged)
    throw new RoomUnreadable(
      `The log of the room ${id} is damaged: its entry ${damaged.seq} of ${head} is not what was written.`,
    )
}
