import { join } from 'node:path'
import Database from 'better-sqlite3'

/*
 * For tests: the database behind the store's back.
 */

export type Behind = InstanceType<typeof Database>

/** A connection of one's own to the database of a running store. */
export function behind({ dataDir }: { dataDir: string }): Behind {
  return new Database(join(dataDir, 'rapporteur.db'))
}

/** Every row of every table of the log, as text, and what else tells whether somebody wrote. */
export function everyRow(db: Behind): Record<string, string[]> {
  const tables = db
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table' and name like 'room%'`,
    )
    .all()
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      db
        .prepare<[], Record<string, unknown>>(`select rowid as rowid, * from "${name}" order by 1`)
        .all()
        .map((row) =>
          JSON.stringify(row, (_, value) =>
            value?.type === 'Buffer' ? Buffer.from(value).toString('hex') : value,
          ),
        ),
    ]),
  )
}

/** Flips a bit of the last byte of an entry of the log. */
export function flipByte(db: Behind, room: string, seq: number): void {
  const { data } = db
    .prepare<[string, number], { data: Buffer }>('select data from room_update where room = ? and seq = ?')
    .get(room, seq)!
  data[data.length - 1]! ^= 1
  db.prepare('update room_update set data = ? where room = ? and seq = ?').run(data, room, seq)
}

/** Moves everything that was written so far into the past. */
export function age(db: Behind, room: string, ms: number): void {
  db.prepare('update room_update set at = at - ? where room = ?').run(ms, room)
}
