import { kyselyRows } from '../../store/kysely-tables'
import { documentOf } from '../../store/replay'
import type { Db } from '../../store/rows'
import { RoomUnreadable } from '../../store/store'
import { readWhole } from '../../store/whole'
import { isSame } from '../verify-room'

export type Compared = {
  rooms: number
  entries: number
  /** Rooms that neither side can read: a sentence each. */
  unreadable: string[]
}

/** Reads every document on both sides. Throws if one is not the same. */
export async function compareRooms(from: Db, to: Db): Promise<Compared> {
  const rooms = await from.selectFrom('room').select(['id', 'head']).orderBy('id').execute()
  const unreadable: string[] = []
  for (const { id } of rooms) {
    const [one, other] = [await read(from, id), await read(to, id)]
    if (typeof one === 'string' && one === other) unreadable.push(one)
    else if (typeof one === 'string' || typeof other === 'string' || !isSame(one, other))
      throw new Error(`The document of the session ${id} is not the same after the move.`)
  }
  return { rooms: rooms.length, entries: rooms.reduce((sum, { head }) => sum + Number(head), 0), unreadable }
}

/** The document, or why it cannot be read. */
async function read(db: Db, room: string) {
  try {
    const { snapshot, updates } = await readWhole(kyselyRows(db), room)
    const parts = [snapshot, ...updates].flatMap((part) => (part ? [part.data] : []))
    return documentOf(room, parts)
  } catch (error) {
    if (error instanceof RoomUnreadable) return error.message
    throw error
  }
}
