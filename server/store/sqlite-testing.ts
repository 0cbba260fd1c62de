import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { LogEngine } from './log-contract'

/** Damages a row of the database in a folder, behind everybody's back. */
export function damageIn(dir: string): LogEngine['damage'] {
  return async (how, table, room, seq) => {
    const sqlite = new Sqlite(join(dir, 'rapporteur.db'))
    const where = `room = ? and ${table === 'history' ? 'first_seq' : 'seq'} = ?`
    if (how === 'lose') sqlite.prepare(`delete from room_${table} where ${where}`).run(room, seq)
    else {
      const row = sqlite.prepare(`select data from room_${table} where ${where}`).get(room, seq)
      const { data } = row as { data: Buffer }
      data[data.length - 1]! ^= 1
      sqlite.prepare(`update room_${table} set data = ? where ${where}`).run(data, room, seq)
    }
    sqlite.close()
  }
}
