import { sha256Of } from '../sha256'
import type { Db } from '../store/rows'
import { type Bytes, BytesDamaged, checkedStream, HomeUnusable } from './bytes'

/** A long file neither makes one huge parameter nor one huge answer. */
const PART = 1024 * 1024
const NAMES_AT_ONCE = 1000

/** Files in the table file_bytes of a database of either dialect, in parts. Closing it ends `db`. */
export function databaseBytes(db: Db): Bytes {
  return {
    // Written anew if they are there: whoever is about to remove them waits, and then asks whether they are named.
    write: (sha256, bytes) =>
      db.transaction().execute(async (trx) => {
        for (let part = 0; part === 0 || part * PART < bytes.length; part++) {
          const data = bytes.subarray(part * PART, (part + 1) * PART)
          await trx
            .insertInto('fileBytes')
            .values({ sha256, part, data })
            .onConflict((conflict) => conflict.columns(['sha256', 'part']).doUpdateSet({ data }))
            .execute()
        }
      }),
    async read(sha256) {
      const first = await partOf(sha256, 0)
      if (!first) return undefined
      const all: Uint8Array[] = []
      for await (const part of partsOf(sha256, first)) all.push(part)
      const bytes = Buffer.concat(all)
      if (sha256Of(bytes) !== sha256) throw new BytesDamaged(sha256)
      return bytes
    },
    async open(sha256) {
      const first = await partOf(sha256, 0)
      return first && checkedStream(sha256, partsOf(sha256, first))
    },
    remove: (sha256, isNamed) =>
      db.transaction().execute(async (trx) => {
        // Takes the lock that writing takes: whoever writes them from now on finds them gone, and whoever did so before
        // made a row first, which isNamed sees.
        const { numUpdatedRows: there } = await trx
          .updateTable('fileBytes')
          .set((eb) => ({ part: eb.ref('part') }))
          .where('sha256', '=', sha256)
          .where('part', '=', 0)
          .executeTakeFirstOrThrow()
        if (there === 0n || (await isNamed?.())) return
        await trx.deleteFrom('fileBytes').where('sha256', '=', sha256).execute()
      }),
    async *names() {
      for (let last = ''; ; ) {
        const rows = await db
          .selectFrom('fileBytes')
          .select('sha256')
          .where('part', '=', 0)
          .where('sha256', '>', last)
          .orderBy('sha256')
          .limit(NAMES_AT_ONCE)
          .execute()
        if (rows.length === 0) return
        for (const { sha256 } of rows) yield sha256
        last = rows.at(-1)!.sha256
      }
    },
    placeOf: (name) => `${name} in the table file_bytes`,
    async check() {
      try {
        await partOf('', 0)
      } catch (cause) {
        const why = (cause as Error).message
        throw new HomeUnusable(`The files in the database cannot be read: ${why}.`, { cause })
      }
    },
    close: () => db.destroy(),
  }

  async function partOf(sha256: string, part: number): Promise<Uint8Array | undefined> {
    const row = await db
      .selectFrom('fileBytes')
      .select('data')
      .where('sha256', '=', sha256)
      .where('part', '=', part)
      .executeTakeFirst()
    return row?.data
  }

  async function* partsOf(sha256: string, first: Uint8Array): AsyncGenerator<Uint8Array, void> {
    yield first
    for (let part = 1, last = first; last.length === PART; part++) {
      const next = await partOf(sha256, part)
      if (!next) return
      yield next
      last = next
    }
  }
}
