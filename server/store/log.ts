import { crc32 } from 'node:zlib'
import { type Clock, realClock } from '@/lib/collab/clock'
import { checksum } from './checksum'
import { archive, documentAt, merge, points, readStored } from './history'
import { newRowId } from './ids'
import { Lane, type LaneWatch, type Write } from './lane'
import type { ClientRow, LogRows, LogTables, RoomRow } from './log-tables'
import { clientsIn } from './replay'
import { ClientTaken, EpochEnded, type LoadedLog, type LogEntry, RoomFrozen, type RoomLog } from './store'
import { readSince, readWhole, unknownRoom, type WholeLog } from './whole'

/** The log on an engine, with the lanes that write it. */
export type LaneLog = RoomLog & {
  /** What the last commit failed with; undefined while all is well. */
  trouble(): unknown
  /** Tries what waits once more; what cannot be written then is rejected. */
  close(): Promise<void>
}

export type LogOptions = {
  watch?: LaneWatch
  clock?: Clock
  newEpoch?: () => string
  /** How many transactions may write at once: one, where the engine has only one writer. */
  lanes?: number
}

/** The log of all rooms over an engine's tables. */
export function roomLog(tables: LogTables, options: LogOptions = {}): LaneLog {
  const { watch, clock = realClock, newEpoch = newRowId } = options
  const now = () => Math.floor(clock.now())
  const lanes = Array.from(
    { length: options.lanes ?? 1 },
    () =>
      new Lane(
        nothingAfterARefusal((entries) => writeAll(tables, entries, now())),
        watch,
        clock,
      ),
  )
  // A room keeps to its lane, and its entries to their order.
  const laneOf = (room: string) => lanes[lanes.length === 1 ? 0 : crc32(room) % lanes.length]!
  const flush = async () => void (await Promise.all(lanes.map((lane) => lane.flush())))
  return {
    trouble: () => lanes.find((lane) => lane.trouble !== undefined)?.trouble,
    close: async () => void (await Promise.all(lanes.map((lane) => lane.close()))),
    append: (entry) => laneOf(entry.room).append(entry),
    flush,
    create: (entry) => tables.write((rows) => createRoom(rows, entry, newEpoch(), now())),
    load: (room) =>
      tables.transaction(async (rows) => {
        const { head, epoch, snapshot, updates } = await readWhole(rows, room)
        return {
          head,
          epoch,
          snapshot: snapshot?.data,
          updates: updates.map((update) => update.data),
          ...clientsOf(await rows.clients(room)),
        }
      }),
    since: (room, seq) =>
      tables.transaction(async (rows) => {
        const { head, epoch, snapshot, updates } = await readSince(rows, room, seq)
        return {
          head,
          epoch,
          updates: [...(snapshot ? [snapshot.data] : []), ...updates.map((update) => update.data)],
          ...clientsOf(await rows.clients(room)),
        }
      }),
    head: (room) => tables.transaction(async (rows) => (await rows.room(room))?.head),
    heads: async (rooms) => {
      const found = await tables.transaction((rows) => rows.heads(rooms))
      return new Map(found.map(({ id, head, epoch }) => [id, { head, epoch }]))
    },
    async freeze(room, forMs) {
      await laneOf(room).flush()
      const head = await tables.write((rows) => rows.freeze(room, now() + forMs))
      if (head === undefined) throw unknownRoom(room)
      return head
    },
    thaw: (room) => tables.write((rows) => rows.thaw(room)),
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
      await flush()
      // Whoever goes on writing, here or on another node, is refused from now on.
      const freeze = (forMs: number) => tables.write((rows) => freezeOpen(rows, entry.room, now(), forMs))
      await freeze(RESTART_MS)
      try {
        for (let longer = 2 * RESTART_MS; ; longer *= 2) {
          const stored = await tables.transaction((rows) => readStored(rows, entry.room, now()))
          const merged = merge(stored)
          const begun = await tables.transaction(async (rows) => {
            const { log } = stored
            const isWhole = (await isAsRead(rows, log)) && (await rows.room(log.room))?.head === log.head
            if (!isWhole) return undefined
            await rows.thaw(log.room)
            return restartRoom(rows, entry, merged, newEpoch(), now())
          })
          if (begun) return begun
          // It was compacted meanwhile, or merging it took longer than it was frozen.
          await freeze(longer)
        }
      } catch (error) {
        await tables.write((rows) => rows.thaw(entry.room))
        throw error
      }
    },
  }
}

/** As RoomLog.restart takes it. */
type Restarting = Parameters<RoomLog['restart']>[0]

/** How long a room stays frozen by whom begins an epoch in it, should that process end. */
const RESTART_MS = 4_000

async function freezeOpen(rows: LogRows, room: string, now: number, forMs: number): Promise<void> {
  const until = now + forMs
  await rows.freeze(room, until)
  const row = await rows.room(room)
  // That of an approval lasts.
  if (!row || row.frozenUntil > until) throw refusal(room, row, undefined)
}

async function createRoom(rows: LogRows, entry: LogEntry, epoch: string, at: number): Promise<void> {
  const { room, user, data } = entry
  await rows.addRoom({ id: room, head: 1, epoch, base: 1, at, frozenUntil: 0 })
  await rows.addEpoch({ room, epoch, firstSeq: 1, at, user, reason: '' })
  await rows.addUpdates([{ room, seq: 1, user, at, data, crc: checksum({ room, seq: 1, data }) }])
  await rows.addClients(newClients(entry))
}

/** So many are remembered: a document whose entry was refused hears of it soon, and appends no more. */
const MOST_BROKEN = 1000

/**
 * What a document appends may build on what it has appended before: after an entry of it was refused, none of it may get
 * into the log, also not where the reason is gone by then.
 */
function nothingAfterARefusal(write: Write): Write {
  const broken = new Map<number, Error>()
  const whyNot = ({ document }: LogEntry) => (document === undefined ? undefined : broken.get(document))
  return async (entries) => {
    const rest = entries.filter((entry) => !whyNot(entry))
    const written = (rest.length > 0 ? await write(rest) : []).values()
    const results = entries.map((entry) => whyNot(entry) ?? written.next().value!)
    entries.forEach(({ document }, index) => {
      const result = results[index]
      if (document !== undefined && result instanceof Error) broken.set(document, result)
    })
    for (const document of [...broken.keys()].slice(0, -MOST_BROKEN)) broken.delete(document)
    return results
  }
}

/** Writes entries in one transaction; those that bring what is somebody else's are refused, and the others written. */
async function writeAll(tables: LogTables, entries: LogEntry[], now: number): Promise<(number | Error)[]> {
  try {
    return await tables.write((rows) => writeEntries(rows, entries, now))
  } catch (error) {
    if (!(error instanceof Overlap)) throw error
    const { room, user, client } = error.taken
    const isTaken = (entry: LogEntry) =>
      entry.room === room && entry.user === user && entry.clients?.includes(client)
    const first = entries.findIndex(isTaken)
    const { document } = entries[first]!
    const isRefused = (entry: LogEntry) =>
      isTaken(entry) ||
      (document !== undefined && entry.document === document && entries.indexOf(entry) > first)
    const rest = entries.filter((entry) => !isRefused(entry))
    const written = rest.length > 0 ? await writeAll(tables, rest, now) : []
    const refusal = new ClientTaken(`The Yjs client id ${client} of the room ${room} is somebody else’s.`)
    return entries.map((entry) => (isRefused(entry) ? refusal : written[rest.indexOf(entry)]!))
  }
}

/** Two nodes let two people write under the same Yjs client id: the first who is in the log keeps it. */
class Overlap extends Error {
  constructor(readonly taken: ClientRow) {
    super(`The client id ${taken.client} is taken.`)
  }
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
        const error = refusal(room, await rows.room(room), epoch)
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
  for (const [room, fresh] of Map.groupBy(clients, (client) => client.room))
    await checkFree(rows, room, fresh)
  if (clients.length > 0) await rows.addClients(clients)
  return results
}

async function checkFree(rows: LogRows, room: string, fresh: ClientRow[]): Promise<void> {
  const ids = [...new Set(fresh.map(({ client }) => client))]
  const holders = new Map((await rows.clients(room, ids)).map((row) => [row.client, row]))
  for (const row of fresh) {
    const holder = holders.get(row.client) ?? row
    if (holder.retired || holder.user !== row.user) throw new Overlap(row)
    holders.set(row.client, row)
  }
}

/** Why an entry of this epoch was not taken. */
function refusal(room: string, row: RoomRow | undefined, epoch: string | undefined): Error {
  if (!row) return unknownRoom(room)
  return epoch !== undefined && row.epoch !== epoch
    ? epochEnded(room)
    : new RoomFrozen(`The room ${room} takes no edit: its report is approved, or is being approved.`)
}

async function restartRoom(
  rows: LogRows,
  entry: Restarting,
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
  if (!moved) throw refusal(room, await rows.room(room), merged.log.epoch)
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

function clientsOf(known: ClientRow[]): Pick<LoadedLog, 'clients' | 'retired'> {
  return {
    clients: new Map(known.filter((row) => !row.retired).map(({ client, user }) => [client, user])),
    retired: new Set(known.filter((row) => row.retired).map(({ client }) => client)),
  }
}

function newClients({ room, user, clients = [] }: LogEntry) {
  return clients.map((client) => ({ room, client, user, retired: false }))
}

const epochEnded = (room: string) =>
  new EpochEnded(`The room ${room} was brought back to an earlier text meanwhile.`)
