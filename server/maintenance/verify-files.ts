import { createHash } from 'node:crypto'
import { type Bytes, BytesDamaged } from '../files/bytes'
import type { Db } from '../store/rows'

/** What is wrong with the files; `there` are the names that lay there before the rows were read. */
export async function fileFaults(db: Db, home: Bytes, there: string[]) {
  const rows = await db.selectFrom('file').selectAll().orderBy('id').execute()
  const ready = new Map(rows.filter((row) => Number(row.pending) === 0).map((row) => [row.sha256, row]))
  const faults: string[] = []
  for (const { sha256, session, event, bytes, type } of ready.values()) {
    const what = `${kindOf(type)} of ${session ? `the session ${session}` : `the event ${event}`}`
    const found = await sizeOf(home, sha256)
    if (found === 'missing') faults.push(`${what} is missing: ${home.placeOf(sha256)}.`)
    else if (found !== Number(bytes)) faults.push(`${what} is not what was stored: ${home.placeOf(sha256)}.`)
  }
  const expected = new Set(rows.map((row) => row.sha256))
  const notes = there
    .filter((name) => !expected.has(name))
    .map((name) => `A file belongs to nothing: ${home.placeOf(name)}.`)
  return { faults, notes, count: ready.size }
}

function kindOf(type: string): string {
  return type.startsWith('image/') ? 'A picture' : 'A book or a Word template'
}

/** How long a file is that is what its name says, to the last byte. */
async function sizeOf(home: Bytes, sha256: string): Promise<number | 'missing' | 'damaged'> {
  const stream = await home.open(sha256)
  if (!stream) return 'missing'
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const part of stream as AsyncIterable<Uint8Array>) {
      hash.update(part)
      size += part.length
    }
  } catch (error) {
    if (error instanceof BytesDamaged) return 'damaged'
    throw error
  }
  return hash.digest('hex') === sha256 ? size : 'damaged'
}
