import { type Clock, realClock } from '@/lib/collab/clock'
import { checksum } from './checksum'
import { archive, documentAt, merge, points, readStored } from './history'
import { newRowId } from './ids'
import { Lane, type LaneWatch } from './lane'
import type { LogRows, LogTables } from './log-tables'
import { clientsIn } from './replay'
import { EpochEnded, type LogEntry, type RoomLog } from './store'
import { readWhole, unknownRoom, type WholeLog } from './whole'

/** The log on an engine, with the lane that writes it. */
export type LaneLog = RoomLog & { lane: Lane }

export type LogOptions = { watch?: LaneWatch; clock?: Clock; newEpoch?: () => string }

/** The log of all rooms over an engine's tables. */
export function roomLog(tables: LogTables, options: LogOptions = {}): LaneLog {
  const { watch, clock = realClock, newEpoch = newRowId } = options
  const now = () => Math.floor(clock.now())
  const lane = new Lane(
    (entries) => tables.transaction((rows) => writeEntries(rows, entries, now())),
    watch,
    clock,
  )
  return {
    lane,
    append: (entry) => lane.append(entry),
    flush: () => lane.flush(),
    create: (entry) => tables.transaction((rows) => createRoom(rows, entry, newEpoch(), now())),
    load: (room) =>
      tables.transaction(async (rows) => {
        const { head, epoch, snapshot, updates } = await readWhole(rows, room)
        const known = await rows.clients(room)
        return {
          head,
          epoch,
          snapshot: snapshot?.data,
          updates: updates.map((update) => update.data),
          clients: new Map(known.filter((row) => !row.retired).map(({ client, user }) => [client, user])),
          retired: new Set(known.filter((row) => row.retired).map(({ client }) => client)),
        }
      }),
    head: (room) => tables.transaction(async (rows) => (await rows.room(room))?.head),
    async compact(room) {
      const stored = await tables.transaction((rows) => readStored(rows, room, now()))
      if (stored.log.updates.length === 0) return
      // Nobody who commits waits for this.
      const merged = merge(stored)
      await tables.transaction(async (rows) => {
        if (await isAsRead(rows, stored.log)) await archive(rows, merged, now())
      })
    },
    history: (room) => tables.transaction((rows) => points(rows, room)),
    loadAt: (room, at) => tables.transaction((rows) => documentAt(rows, room, at)),
    async restart(entry) {
      await lane.flush()
      for (;;) {
        const stored = await tables.transaction((rows) => readStored(rows, entry.room, now()))
        const merged = merge(stored)
        const begun = await tables.transaction(async (rows) => {
          const { log } = stored
          const isWhole = (await isAsRead(rows, log)) && (await rows.room(log.room))?.head === log.head
          return isWhole ? restartRoom(rows, entry, merged, newEpoch(), now()) : undefined
        })
        if (begun) return begun
        // Something was written meanwhile, and belongs to the history, too.
      }
    },
  }
}

async function createRoom(rows: LogRows, entry: LogEntry, epoch: string, at: number): Promise<void> {
  const { room, user, data } = entry
  await rows.addRoom({ id: room, head: 1, epoch, base: 1, at })
  await rows.addEpoch({ room, epoch, firstSeq: 1, at, user, reason: '' })
  await rows.addUpdates([{ room, seq: 1, user, at, data, crc: checksum({ room, seq: 1, data }) }])
  await rows.addClients(newClients(entry))
}

/** One transaction for all: the heads move first, in the order of the rooms' ids, so that nodes cannot deadlock. */
async function writeEntries(rows: LogRows, entries: LogEntry[], now: number): Promise<(number | Error)[]> {
  const results: (number | Error)[] = []
  const updates: Parameters<LogRows['addUpdates']>[0] = []
  const clients = []
  const byRoom = Map.groupBy(entries.keys(), (index) => entries[index]!.room)
  for (const room of [...byRoom.keys()].sort()) {
    const byEpoch = Map.groupBy(byRoom.get(room)!, (index) => entries[index]!.epoch)
    for (const [epoch, indices] of byEpoch) {
      const moved = await rows.advance(room, indices.length, now, epoch)
      if (!moved) {
        const error = (await rows.room(room)) ? epochEnded(room) : unknownRoom(room)
        for (const index of indices) results[index] = error
        continue
      }
      let seq = moved.head - indices.length
      for (const index of indices) {
        const entry = entries[index]!
        const { user, data } = entry
        results[index] = ++seq
        updates.push({ room, seq, user, at: moved.at, data, crc: checksum({ room, seq, data }) })
        if (entry.clients) clients.push(...newClients(entry))
      }
    }
  }
  if (updates.length > 0) await rows.addUpdates(updates)
  if (clients.length > 0) await rows.addClients(clients)
  return results
}

async function restartRoom(
  rows: LogRows,
  entry: Parameters<RoomLog['restart']>[0],
  merged: ReturnType<typeof merge>,
  epoch: string,
  now: number,
): Promise<{ seq: number; epoch: string }> {
  const { room, user, data, reason = '' } = entry
  const fresh = [...new Set([...clientsIn(room, data), ...(entry.clients ?? [])])]
  await archive(rows, merged, now)
  const old = new Set(merged.clients)
  for (const { client } of await rows.clients(room)) old.add(client)
  if (fresh.some((client) => old.has(client)))
    throw new Error(`The new document of the room ${room} has Yjs client ids of the old one.`)
  await rows.replaceSnapshot(room, undefined)
  const moved = await rows.advance(room, 1, now, merged.log.epoch)
  if (!moved) throw epochEnded(room)
  const { head: seq, at } = moved
  await rows.addEpoch({ room, epoch, firstSeq: seq, at, user, reason })
  await rows.addUpdates([{ room, seq, user, at, data, crc: checksum({ room, seq, data }) }])
  await rows.retireClients(room)
  await rows.addClients([...old].map((client) => ({ room, client, user: '', retired: true })))
  await rows.addClients(newClients({ ...entry, clients: fresh }))
  return { seq, epoch }
}

/** Whether the log was neither compacted nor begun anew since it was read. */
async function isAsRead(rows: LogRows, { room, epoch, snapshot }: WholeLog): Promise<boolean> {
  const [now, newest] = [await rows.room(room), await rows.snapshot(room)]
  return now?.epoch === epoch && newest?.seq === snapshot?.seq
}

function newClients({ room, user, clients = [] }: LogEntry) {
  return clients.map((client) => ({ room, client, user, retired: false }))
}

const epochEnded = (room: string) =>
  new EpochEnded(`The room ${room} was brought back to an earlier text meanwhile.`)
