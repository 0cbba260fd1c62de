import * as Y from 'yjs'
import { applyExactly, Incomplete } from '@/lib/report/apply'
import { contentOf } from '@/lib/report/content'
import { lastDocuments } from '../store/history'
import type { KeptRows } from '../store/log-tables'
import { RoomUnreadable } from '../store/store'
import { readWhole } from '../store/whole'

/** What is wrong with a room's log: its entries, its snapshot, its history, its epochs. */
export async function roomFaults(rows: KeptRows, room: string): Promise<string[]> {
  const faults: string[] = []
  const epochs = await rows.epochs(room)
  const row = (await rows.room(room))!
  const present = epochs.at(-1)
  if (present?.epoch !== row.epoch || present.firstSeq !== row.base)
    faults.push('its present epoch is not the last that was begun.')
  if (new Set(epochs.map((epoch) => epoch.epoch)).size < epochs.length)
    faults.push('two of its epochs have one name.')

  const now = await attempt(faults, async () => {
    const { snapshot, updates } = await readWhole(rows, room)
    const parts = [snapshot, ...updates].flatMap((part) => (part ? [part.data] : []))
    return build('its log', parts)
  })
  await attempt(faults, async () => {
    const documents = await lastDocuments(rows, room)
    const built = documents.map(({ epoch, seq, updates }) => ({
      epoch,
      doc: build(`its history up to ${seq}`, updates),
    }))
    const last = built.findLast(({ epoch }) => epoch === row.epoch)?.doc
    if (now && last && !isSame(now, last)) faults.push('its snapshot is not what its history adds up to.')
  })
  const retired = (await rows.clients(room)).filter((client) => client.retired)
  const held = retired.filter(({ client }) => now?.store.clients.has(client))
  if (held.length > 0)
    faults.push(
      `its document holds text of an earlier epoch (client ids ${held.map((one) => one.client).join(', ')}).`,
    )
  const left = await leftOver(rows, room, row.base)
  if (left > 0) faults.push(`${left} entries lie in its log that its snapshot contains already.`)
  return faults
}

/** Entries that compaction should have taken away. */
async function leftOver(rows: KeptRows, room: string, base: number): Promise<number> {
  const snapshot = await rows.snapshot(room)
  const contained = Math.max(base - 1, snapshot?.seq ?? 0)
  return (await rows.updates(room, 0)).filter((update) => update.seq <= contained).length
}

async function attempt<T>(faults: string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RoomUnreadable)) throw error
    if (!faults.includes(error.message)) faults.push(error.message)
    return undefined
  }
}

function build(what: string, updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  try {
    applyExactly(doc, updates)
  } catch (cause) {
    const why = cause instanceof Incomplete ? 'refers to what it does not hold' : 'holds what is no update'
    throw new RoomUnreadable(`${what} ${why}.`, { cause })
  }
  return doc
}

/** Whether two documents hold the same history and show the same. */
export function isSame(one: Y.Doc, other: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)) && textOf(one) === textOf(other)
}

const textOf = (doc: Y.Doc) => JSON.stringify(contentOf(doc))
