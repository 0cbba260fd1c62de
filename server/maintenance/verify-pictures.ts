import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../store/rows'
import { sha256OfFile } from './disk'

/** Where a picture lies in a data folder. */
export const picturePath = (sha256: string) => `files/${sha256.slice(0, 2)}/${sha256}`

/** What is wrong with the pictures; `onDisk` are the paths below files/ that were there before the rows were read. */
export async function pictureFaults(db: Db, dir: string, onDisk: string[]) {
  const rows = await db.selectFrom('file').selectAll().orderBy('id').execute()
  const ready = new Map(rows.filter((row) => Number(row.pending) === 0).map((row) => [row.sha256, row]))
  const faults: string[] = []
  for (const { sha256, session, event, bytes, type } of ready.values()) {
    const what = type.startsWith('image/') ? 'A picture' : 'A book'
    const path = join(dir, picturePath(sha256))
    const of = session ? `the session ${session}` : `the event ${event}`
    if (!existsSync(path)) faults.push(`${what} of ${of} is missing: ${picturePath(sha256)}.`)
    else if ((await stat(path)).size !== Number(bytes) || (await sha256OfFile(path)) !== sha256)
      faults.push(`${what} of ${of} is not what was stored: ${picturePath(sha256)}.`)
  }
  const expected = new Set(rows.map((row) => picturePath(row.sha256)))
  const notes = onDisk
    .map((path) => `files/${path}`)
    .filter((path) => !expected.has(path))
    .map((path) => `A file belongs to nothing: ${path}.`)
  return { faults, notes, count: ready.size }
}
