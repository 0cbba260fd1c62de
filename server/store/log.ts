import * as Y from 'yjs'
import { Lane, type LaneWatch } from './lane'
import type { Db } from './rows'
import { type LogEntry, type RoomLog, RoomUnreadable } from './store'

/** Five columns each: far below what a statement may bind in either dialect. */
const ROWS_A_STATEMENT = 1000

/** The log on a database, with the lane that writes it. */
export type DatabaseLog = RoomLog & { lane: Lane }

export function roomLog(db: Db, watch?: LaneWatch): DatabaseLog {
  const lane = new Lane((entries) => writeEntries(db, entries), unknownRoom, watch)
  return {
    lane,
    append: (entry) => lane.append(entry),
    flush: () => lane.flush(),
    async create(entry) {
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('room').values({ id: entry.room, head: 1 }).execute()
        await trx
          .insertInto('roomUpdate')
          .values({ ...entry, seq: 1, at: Date.now() })
          .execute()
      })
    },
    load: (room) =>
      db.transaction().execute(async (trx) => {
        const { head, snapshot, updates } = await readLog(trx, room)
        return { head, snapshot, updates }
      }),
    async head(room) {
      const row = await db.selectFrom('room').select('head').where('id', '=', room).executeTakeFirst()
      return row && Number(row.head)
    },
    compact: (room) => db.transaction().execute((trx) => compactLog(trx, room)),
  }
}

const unknownRoom = (room: string) => new RoomUnreadable(`There is no log of the room ${room}.`)

/** One transaction for all: the heads move first, in the order of the rooms' ids, so that nodes cannot deadlock. */
function writeEntries(db: Db, entries: LogEntry[]): Promise<(number | undefined)[]> {
  return db.transaction().execute(async (trx) => {
    const next = new Map<string, number>()
    const counts = Map.groupBy(entries, (entry) => entry.room)
    for (const room of [...counts.keys()].sort()) {
      const count = counts.get(room)!.length
      const moved = await trx
        .updateTable('room')
        .set((eb) => ({ head: eb('head', '+', count) }))
        .where('id', '=', room)
        .returning('head')
        .executeTakeFirst()
      if (moved) next.set(room, Number(moved.head) - count + 1)
    }
    const at = Date.now()
    const seqs = entries.map(({ room }) => {
      const seq = next.get(room)
      if (seq !== undefined) next.set(room, seq + 1)
      return seq
    })
    const rows = entries.flatMap(({ room, user, data }, index) =>
      seqs[index] === undefined ? [] : [{ room, seq: seqs[index], user, at, data }],
    )
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
      await trx
        .insertInto('roomUpdate')
        .values(rows.slice(from, from + ROWS_A_STATEMENT))
        .execute()
    return seqs
  })
}

/** Reads a log whole, or throws RoomUnreadable. */
async function readLog(db: Db, room: string) {
  const row = await db.selectFrom('room').select('head').where('id', '=', room).executeTakeFirst()
  if (!row) throw unknownRoom(room)
  const head = Number(row.head)
  const newest = await db
    .selectFrom('roomSnapshot')
    .select(['seq', 'data'])
    .where('room', '=', room)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const from = newest ? Number(newest.seq) : 0
  const rows = await db
    .selectFrom('roomUpdate')
    .select(['seq', 'data'])
    .where('room', '=', room)
    .where('seq', '>', from)
    .where('seq', '<=', head)
    .orderBy('seq')
    .execute()
  const hole = rows.findIndex((update, index) => Number(update.seq) !== from + index + 1)
  const missing = hole >= 0 ? from + hole + 1 : from + rows.length < head ? from + rows.length + 1 : undefined
  if (missing !== undefined)
    throw new RoomUnreadable(`The log of the room ${room} lacks its entry ${missing} of ${head}.`)
  return { head, from, snapshot: newest && plain(newest.data), updates: rows.map(({ data }) => plain(data)) }
}

/** The driver's Buffer as the plain array that it is. */
function plain(data: Uint8Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

async function compactLog(db: Db, room: string): Promise<void> {
  const { head, snapshot, updates } = await readLog(db, room)
  if (updates.length === 0) return
  const data = mergeLog(room, snapshot ? [snapshot, ...updates] : updates)
  await db.insertInto('roomSnapshot').values({ room, seq: head, at: Date.now(), data }).execute()
  await db.deleteFrom('roomSnapshot').where('room', '=', room).where('seq', '<', head).execute()
  await db.deleteFrom('roomUpdate').where('room', '=', room).where('seq', '<=', head).execute()
}

/** One update that holds all of them. (Y.mergeUpdates takes minutes for what a document takes in in a blink.) */
function mergeLog(room: string, updates: Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    if (doc.store.pendingStructs || doc.store.pendingDs)
      throw new Error('It refers to what it does not hold.')
    return Y.encodeStateAsUpdate(doc)
  } catch (cause) {
    throw new RoomUnreadable(`The log of the room ${room} cannot be read: ${(cause as Error).message}`, {
      cause,
    })
  } finally {
    doc.destroy()
  }
}
