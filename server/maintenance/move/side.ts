import { createHash } from 'node:crypto'
import type { Db } from '../../store/rows'

/*
 * One side of a move: a database of either kind, within one transaction, as rows that are carried as they are, whatever
 * tables there are. Only the two files that implement it know SQL's dialects.
 */

export type Value = string | number | Uint8Array | null
export type Row = Record<string, Value>
export type Table = { name: string; columns: string[] }

export interface Source {
  /** Kysely in the same transaction */
  db: Db
  /** Every table that a move carries. */
  tables(): Promise<Table[]>
  /** All rows of a table, in any order, a few megabytes at a time. */
  rows(table: Table): AsyncIterable<Row[]>
  /** Throws Refused if a server runs on it: what that wrote since the move began would be left behind. */
  refuseServers(): Promise<void>
  /** The secret that signs cookies, if one is kept with the data. */
  secret(): Promise<string | undefined>
  close(): Promise<void>
}

export interface Target extends Source {
  /** How a text is held here: PostgreSQL has no character U+0000. */
  fit(row: Row): Row
  /** Removes all rows of a table. */
  clear(table: Table): Promise<void>
  add(table: Table, rows: Row[]): Promise<void>
  keepSecret(secret: string): Promise<void>
  /** Until then nobody sees any of it; closing without it leaves nothing behind. */
  commit(): Promise<void>
}

/** Tables of which each database has its own, or whose content goes another way. */
export const LEFT_OUT = ['migration', 'file_bytes']
/** Settings that go another way (Source.secret), or by which one database is told from another. */
export const isOwn = (table: Table, row: Row) =>
  table.name === 'setting' && ['secret', 'instance'].includes(String(row.name))

/** How much a batch of rows may be, in bytes and in rows. */
export const BATCH = { bytes: 4 * 1024 * 1024, rows: 1000 }

export function sizeOf(row: Row): number {
  return Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'number' || value === null ? 8 : value.length),
    0,
  )
}

/** How many rows there are, and a sum over the SHA-256 of each, so that their order does not count. */
export class Tally {
  rows = 0
  #sum = 0n

  constructor(private readonly columns: readonly string[]) {}

  add(rows: Row[]): void {
    for (const row of rows) this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${this.#hashOf(row)}`))
    this.rows += rows.length
  }

  get digest(): string {
    return `${this.rows} ${this.#sum.toString(16)}`
  }

  /** Each value with its type and length: two different rows never read alike. */
  #hashOf(row: Row): string {
    const hash = createHash('sha256')
    for (const column of this.columns) {
      const value = row[column]!
      if (value === null || typeof value === 'number') hash.update(`${value};`)
      else {
        hash.update(`${typeof value} ${Buffer.byteLength(value)};`)
        hash.update(value)
      }
    }
    return hash.digest('hex')
  }
}
