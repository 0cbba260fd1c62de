import { type Bytes, BytesDamaged } from '../files/bytes'
import { sha256Of } from '../sha256'
import type { Db } from '../store/rows'

/** What became of the files that a database speaks of: how many bytes went, and which could not. */
export type CarriedFiles = { files: number; bytes: number; missing: string[]; damaged: string[] }

/** The names of the bytes that a database speaks of. */
export async function filesOf(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('file')
    .select('sha256')
    .distinct()
    .where('pending', '=', 0)
    .orderBy('sha256')
    .execute()
  return rows.map(({ sha256 }) => sha256)
}

/**
 * Writes the bytes of every file that `db` speaks of from one home to another, one after the other, unless they are
 * there. What is missing or damaged is left out and named.
 */
export async function carryFiles(db: Db, from: Bytes, to: Bytes): Promise<CarriedFiles> {
  const carried: CarriedFiles = { files: 0, bytes: 0, missing: [], damaged: [] }
  const there = new Set<string>()
  for await (const name of to.names()) there.add(name)
  for (const sha256 of await filesOf(db)) {
    const bytes = await read(from, sha256)
    if (typeof bytes === 'string') carried[bytes].push(sha256)
    else {
      if (!there.has(sha256)) await to.write(sha256, bytes)
      carried.files++
      carried.bytes += bytes.length
    }
  }
  return carried
}

async function read(from: Bytes, sha256: string): Promise<Uint8Array | 'missing' | 'damaged'> {
  try {
    const bytes = await from.read(sha256)
    if (!bytes) return 'missing'
    return sha256Of(bytes) === sha256 ? bytes : 'damaged'
  } catch (error) {
    if (error instanceof BytesDamaged) return 'damaged'
    throw error
  }
}
