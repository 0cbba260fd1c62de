import * as Y from 'yjs'
import { renewDocument } from '@/lib/report/renew'
import { openPostgresStore } from '../store'
import { documentOf } from '../store/replay'
import { RoomUnreadable, type Store } from '../store/store'
import { databaseSource } from './move/postgres'

export type Renewed = {
  /** How many documents begin anew. */
  rooms: number
  /** Documents that could not be read: they are as they were, closed. */
  unreadable: string[]
}

/**
 * Begins a new epoch of each document, under ids that nobody had: what a browser still holds of a later text is not
 * merged into an earlier one that was brought back.
 */
export async function renewRooms(store: Store, rooms: string[], reason: string): Promise<Renewed> {
  const unreadable: string[] = []
  for (const room of rooms)
    try {
      await renewRoom(store, room, reason)
    } catch (error) {
      if (!(error instanceof RoomUnreadable)) throw error
      unreadable.push(error.message)
    }
  return { rooms: rooms.length - unreadable.length, unreadable }
}

/**
 * The same in a database that was brought back from a dump. Throws Refused if it is none of ours or of another
 * version, or nodes run on it; may be started again after it was broken off.
 */
export async function renewDatabase(url: string, reason: string): Promise<Renewed> {
  const source = await databaseSource(url)
  const rows = await source.db
    .selectFrom('room')
    .select('id')
    .orderBy('id')
    .execute()
    .finally(() => source.close())
  const store = await openPostgresStore(url)
  try {
    return await renewRooms(
      store,
      rows.map(({ id }) => id),
      reason,
    )
  } finally {
    await store.close()
  }
}

async function renewRoom({ log }: Store, room: string, reason: string): Promise<void> {
  const { snapshot, updates } = await log.load(room)
  const doc = documentOf(room, snapshot ? [snapshot, ...updates] : updates)
  const data = Y.encodeStateAsUpdate(renewDocument(doc))
  await log.restart({ room, user: '', data, reason })
}
