import type { Bytes } from '../../files/bytes'
import { databaseBytes } from '../../files/database'
import { diskBytes } from '../../files/disk'
import { homeOf, openBytes } from '../../files/homes'
import { s3Bytes } from '../../files/s3'
import type { Bucket } from '../../files/s3-client'
import { inSuccession } from '../../files/succession'
import type { Db } from '../../store/rows'
import { type CarriedFiles, carryFiles } from '../carry-files'
import { fileFaults } from '../verify-files'
import { databaseSource, databaseTarget } from './postgres'
import { type Compared, compareRooms } from './rooms'
import { isOwn, type Row, type Source, type Table, Tally, type Target } from './side'
import { folderSource, folderTarget } from './sqlite'

/** Where an instance keeps its data: a data folder, or a PostgreSQL database. */
export type Place = { kind: 'folder'; dir: string } | { kind: 'database'; url: string }

export type Moved = Compared & {
  tables: number
  rows: number
  files: CarriedFiles
  accounts: number
}

/**
 * Carries a whole instance from one place to another, which must be empty: every row as it is, so that documents keep
 * their epochs, people their accounts, guests their names; the files; the secret that signs cookies. Reads the rows at
 * one moment, compares all of it on both sides, and only then shows it to anybody: whatever interrupts it, the target is
 * as empty as it was. The source is never written to. With a bucket the files of both places are there (server/files).
 * Throws Refused, in a sentence, if it cannot begin.
 */
export async function move(from: Place, to: Place, s3?: Bucket): Promise<Moved> {
  const source = await (from.kind === 'folder' ? folderSource(from.dir) : databaseSource(from.url))
  try {
    return await moveInto(to, s3, source, filesOf(from, source, s3))
  } finally {
    await source.close()
  }
}

/** The files as the transaction sees them, or in the folder; or in the bucket, for those that are there. */
function filesOf(from: Place, source: Source, s3: Bucket | undefined): Bytes {
  const own = from.kind === 'folder' ? diskBytes(from.dir) : databaseBytes(source.db)
  return s3 ? inSuccession(s3Bytes(s3), own) : own
}

function openHome(place: Place, s3: Bucket | undefined): Bytes {
  return openBytes(
    homeOf(
      place.kind === 'folder' ? { dataDir: place.dir, s3 } : { dataDir: '', databaseUrl: place.url, s3 },
    ),
  )
}

async function moveInto(to: Place, s3: Bucket | undefined, source: Source, files: Bytes): Promise<Moved> {
  const target = await (to.kind === 'folder' ? folderTarget(to.dir) : databaseTarget(to.url))
  const home = openHome('dir' in target ? { kind: 'folder', dir: target.dir as string } : to, s3)
  try {
    await home.check()
    const tables = await source.tables()
    await checkTables(tables, await target.tables())
    let rows = 0
    for (const table of tables) rows += await carryTable(table, source, target)
    const secret = await source.secret()
    if (secret !== undefined) await target.keepSecret(secret)
    const carried = await carryFiles(source.db, files, home)
    const compared = await compareRooms(source.db, target.db)
    await checkFiles(target.db, home, carried)
    const { accounts } = await target.db
      .selectFrom('user')
      .select((eb) => eb.fn.countAll<number>().as('accounts'))
      .executeTakeFirstOrThrow()
    await source.refuseServers()
    await target.commit()
    return { ...compared, tables: tables.length, rows, files: carried, accounts: Number(accounts) }
  } finally {
    await home.close()
    await files.close()
    await target.close()
  }
}

async function checkTables(from: Table[], to: Table[]): Promise<void> {
  const shape = (tables: Table[]) =>
    JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]).sort())
  if (shape(from) !== shape(to)) throw new Error('The tables of the two places are not the same.')
}

/** Copies a table and compares what was read here with what can be read there; how many rows it has. */
async function carryTable(table: Table, source: Source, target: Target): Promise<number> {
  await target.clear(table)
  const [read, written] = [new Tally(table.columns), new Tally(table.columns)]
  for await (const batch of source.rows(table)) {
    const rows = carried(table, batch).map(target.fit)
    read.add(rows)
    await target.add(table, rows)
  }
  for await (const batch of target.rows(table)) written.add(carried(table, batch))
  if (read.digest !== written.digest)
    throw new Error(
      `The table ${table.name} is not the same after the move (${read.rows} rows there, ${written.rows} here).`,
    )
  return read.rows
}

const carried = (table: Table, rows: Row[]) => rows.filter((row) => !isOwn(table, row))

/** Every file is there and what it was, but for those that could not be had before. */
async function checkFiles(db: Db, home: Bytes, { missing, damaged }: CarriedFiles): Promise<void> {
  const { faults } = await fileFaults(db, home, [])
  const left = new Set([...missing, ...damaged].map((sha256) => home.placeOf(sha256)))
  const unexpected = faults.filter((fault) => ![...left].some((place) => fault.includes(place)))
  if (unexpected.length > 0) throw new Error(unexpected.join(' '))
}
