import { sha256OfReport } from '@/lib/report/canonical'
import type { Report } from '@/lib/report/report'
import type { Bytes } from '../files/bytes'
import { diskBytes } from '../files/disk'
import { kyselyRows } from '../store/kysely-tables'
import type { Db } from '../store/rows'
import { now } from '../time'
import { openFolder } from './folder'
import { fileFaults } from './verify-files'
import { roomFaults } from './verify-room'

export type Verdict = {
  /** What is wrong, a sentence each. */
  faults: string[]
  /** What is odd and does no harm, such as the rest of something that was broken off. */
  notes: string[]
  sessions: number
  entries: number
  /** Pictures, books, Word templates */
  files: number
}

/** How long after something was begun without being finished it is called a rest. */
const UNFINISHED_MS = 60 * 60 * 1000

/**
 * Checks a data folder or a backup from end to end, with its files, which are in it unless `home` says otherwise; reads
 * only, also beside a running server. Throws Refused if it is none.
 */
export async function verifyFolder(dir: string, home: Bytes = diskBytes(dir)): Promise<Verdict> {
  const folder = openFolder(dir)
  try {
    const broken = folder.sqlite.pragma('integrity_check') as { integrity_check: string }[]
    const faults = broken
      .map((row) => row.integrity_check)
      .filter((text) => text !== 'ok')
      .map((text) => `The database is damaged: ${text}.`)
    const verdict = await verifyDatabase(folder.db, home)
    return { ...verdict, faults: [...faults, ...verdict.faults] }
  } finally {
    folder.close()
  }
}

/** The same for a database of either dialect, as it is at one moment. */
export async function verifyDatabase(db: Db, home: Bytes): Promise<Verdict> {
  // Before the rows: the bytes of a file are there only if its row was there first.
  const there: string[] = []
  for await (const name of home.names()) there.push(name)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const rooms = await checkRooms(trx)
      const files = await fileFaults(trx, home, there)
      return {
        ...rooms,
        files: files.count,
        faults: [...rooms.faults, ...(await approvalFaults(trx)), ...files.faults],
        notes: [...rooms.notes, ...files.notes],
      }
    })
}

/** A session as people know it, with what finds it in the database. */
const named = (title: string, id: string) => `The session “${title}” (${id})`

async function checkRooms(db: Db) {
  const [faults, notes]: [string[], string[]] = [[], []]
  const rows = kyselyRows(db)
  const sessions = await db.selectFrom('session').select(['id', 'title']).orderBy('id').execute()
  const rooms = await db.selectFrom('room').select(['id', 'head', 'at']).execute()
  const known = new Set(rooms.map((room) => room.id))
  for (const { id, title } of sessions)
    if (!known.has(id)) faults.push(`${named(title, id)} has no document.`)
    else for (const fault of await roomFaults(rows, id)) faults.push(`${named(title, id)}: ${fault}`)

  const ofSession = new Set(sessions.map((session) => session.id))
  for (const room of rooms.filter(({ id }) => !ofSession.has(id)))
    if (Number(room.at) < now() - UNFINISHED_MS)
      notes.push(`The room ${room.id} belongs to no session: one was begun and never finished.`)
  for (const table of ['roomUpdate', 'roomSnapshot', 'roomHistory', 'roomEpoch', 'roomClient'] as const) {
    const stray = await db
      .selectFrom(table)
      .select('room')
      .distinct()
      .where('room', 'not in', (eb) => eb.selectFrom('room').select('id'))
      .execute()
    for (const { room } of stray)
      faults.push(`There are rows in ${table} of a room that is not there: ${room}.`)
  }
  const entries = rooms.reduce((sum, room) => sum + Number(room.head), 0)
  return { faults, notes, sessions: sessions.length, entries }
}

async function approvalFaults(db: Db): Promise<string[]> {
  const approvals = await db
    .selectFrom('approval')
    .leftJoin('session', 'session.id', 'approval.session')
    .select(['approval.session', 'approval.seq', 'approval.sha256', 'approval.report', 'session.title'])
    .execute()
  const faults = []
  for (const { session, seq, sha256, report, title } of approvals)
    if ((await hashOf(report)) !== sha256)
      faults.push(
        `${named(title ?? '', session)}: the version approved at ${seq} is not the one that was approved; its SHA-256 differs.`,
      )
  return faults
}

async function hashOf(report: string): Promise<string | undefined> {
  try {
    return await sha256OfReport(JSON.parse(report) as Report)
  } catch {
    return undefined
  }
}
